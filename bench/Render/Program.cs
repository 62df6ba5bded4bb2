using SessionService.Music.Performance;
using SessionService.Music.Styles;
using SessionService.Render;
using SessionService.Synthesis;

const int Slice = 960;
if (args is ["parts"])
{
    Parts.Print();
    return;
}

double seconds = args.Length > 0 ? double.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 30;
string? folder = args.Length > 1 ? args[1] : null;
Console.WriteLine("style      x real time   ns/frame   voices (mean)   peak");
foreach (Style style in StyleCatalogue.All)
{
    Directive[] scene = DenseScene.Write(style.Name, seconds);
    float[] mix = new float[(int)(seconds * 48_000) * 2];
    double best = double.MaxValue, voices = 0;
    for (int round = 0; round < 4; round++)
    {
        Renderer renderer = new(DenseScene.Setup(style.Name));
        int next = 0, slices = 0;
        voices = 0;
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int at = 0; at + Slice <= mix.Length / 2; at += Slice, slices++)
        {
            int from = next;
            while (next < scene.Length && scene[next].Sample < at + Slice)
            {
                next++;
            }

            renderer.Schedule(scene.AsSpan(from, next - from));
            renderer.Process(Slice, mix.AsSpan(2 * at, 2 * Slice), default);
            voices += renderer.Voices;
        }

        best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
        voices /= slices;
    }

    Console.WriteLine(FormattableString.Invariant(
        $"{style.Name,-10} {seconds / best,11:F0} {best / seconds / 48_000 * 1e9,10:F1} {voices,15:F1} {mix.Max(Math.Abs),6:F3}"));
    if (folder is not null)
    {
        Directory.CreateDirectory(folder);
        byte[] bytes = new byte[mix.Length * 4];
        Buffer.BlockCopy(mix, 0, bytes, 0, bytes.Length);
        File.WriteAllBytes(Path.Combine(folder, style.Name + ".f32"), bytes);
    }
}
