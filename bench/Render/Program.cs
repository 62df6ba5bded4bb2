using SessionService.Audio.Loudness;
using SessionService.Music.Performance;
using SessionService.Music.Styles;
using SessionService.Render;
using SessionService.Synthesis;

switch (args.FirstOrDefault())
{
    case "parts":
        Parts.Print();
        return;
    case "mix":
        MixTable.Print(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 60, args[Math.Min(2, args.Length)..]);
        return;
    case "fluidsynth":
        Beside.FluidSynth(args[1]);
        return;
    case "style":
        OneStyle.Repeat(args[1], args.ElementAtOrDefault(2) ?? "0.5", args.ElementAtOrDefault(3) ?? "20");
        return;
    case "levels":
        Levels.Print(args.ElementAtOrDefault(1));
        return;
}

int rounds = args.Length > 2 ? 1 : 10;
double seconds = args.Length > 0 ? double.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 30;
string? folder = args.Length > 1 ? args[1] : null;
Console.WriteLine("compose + render + mix, one core, processor time, best of ten");
Console.WriteLine("scene                x real time   ns/frame   voices (mean)   LUFS    dBTP   leveller");
foreach (Style style in StyleCatalogue.All)
{
    Measure(style.Name + " dense", () => (null, new Renderer(DenseScene.Setup(style.Name))), style.Name);
    foreach (string mood in (string[])["0.5", "0.9"])
    {
        Measure($"{style.Name} {mood}", () =>
        {
            Performance performance = ComposedScene.Perform(style.Name, mood: mood);
            return (performance, ComposedScene.RendererFor(performance));
        }, style.Name);
    }
}

void Measure(string name, Func<(Performance?, Renderer)> start, string style)
{
    float[] mix = new float[(int)(seconds * 48_000) / 960 * 960 * 2];
    Directive[] dense = DenseScene.Write(style, seconds);
    double best = double.MaxValue, voices = 0, leveller = 0;
    for (int round = 0; round < rounds; round++)
    {
        (Performance? performance, Renderer renderer) = start();
        TimeSpan began = Environment.CpuUsage.TotalTime;
        voices = performance is null
            ? DenseScene.Render(dense, renderer, mix)
            : ComposedScene.Render(performance, renderer, mix);
        leveller = renderer.LevellerDb;
        best = Math.Min(best, (Environment.CpuUsage.TotalTime - began).TotalSeconds);
    }

    LoudnessMeter meter = new(48_000, 2);
    meter.Process(mix);
    Console.WriteLine(FormattableString.Invariant(
        $"{name,-20} {seconds / best,11:F0} {best / seconds / 48_000 * 1e9,10:F1} {voices,15:F1} {meter.Integrated,6:F1} {meter.TruePeakDb,7:F2} {leveller,10:F1}"));
    if (folder is not null)
    {
        Directory.CreateDirectory(folder);
        byte[] bytes = new byte[mix.Length * 4];
        Buffer.BlockCopy(mix, 0, bytes, 0, bytes.Length);
        File.WriteAllBytes(Path.Combine(folder, name.Replace(' ', '-') + ".f32"), bytes);
    }
}
