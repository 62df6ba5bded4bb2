namespace SessionService.Inference.Registry;

/// <summary>Keeps other processes of the machine, or of a shared folder with locks, from changing a registry meanwhile.</summary>
internal static class RegistryLock
{
    private const string LockFile = "registry.lock";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until nobody else has it.</summary>
    /// <returns>Dispose of it to let go; a process that ends lets go too.</returns>
    /// <exception cref="RegistryException">Somebody keeps it.</exception>
    /// <exception cref="IOException">The folder is not there or not writable.</exception>
    public static async Task<IDisposable> TakeAsync(string folder, CancellationToken cancellation)
    {
        string path = Path.Combine(folder, LockFile);
        for (TimeSpan waited = TimeSpan.Zero; waited < Patience; waited += Pause)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
        }

        throw new RegistryException($"Another process has kept {path} for {Patience.TotalSeconds:0} s.");
    }
}
