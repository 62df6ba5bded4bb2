namespace SessionService.Music.Styles;

/// <summary>What kind of place reverberates.</summary>
public enum RoomCharacter
{
    /// <summary>A large hall: echoes come late and grow dense slowly.</summary>
    Hall,

    /// <summary>A sheet of steel: dense at once, bright, without walls to be heard.</summary>
    Plate,

    /// <summary>A small room: walls are near and heard one by one.</summary>
    Room,
}
