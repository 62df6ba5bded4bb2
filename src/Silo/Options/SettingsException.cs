namespace SessionService.Silo.Options;

/// <summary>Settings that cannot be right: each line says which, what it is, and what was expected.</summary>
/// <param name="faults">The lines, at least one.</param>
internal sealed class SettingsException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>The lines.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
