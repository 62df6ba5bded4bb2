using System.CommandLine;
using SessionService.Music;

namespace SessionService.Api.Cli;

/// <summary><c>render</c>: an adaptive map and a recorded visit become files, without a server.</summary>
internal static class RenderCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Option<FileInfo> project = new("--project") { Description = "Adaptive map, JSON.", Required = true, HelpName = "FILE" };
        Option<FileInfo?> events = new("--events") { Description = "Recorded visit, JSON lines.", HelpName = "FILE" };
        Option<double> seconds = new("--seconds") { Description = "Length, seconds.", Required = true, HelpName = "N" };
        Option<FileInfo> mix = new("--out") { Description = "The mix, 16-bit WAV.", Required = true, HelpName = "FILE" };
        Option<DirectoryInfo?> stems = new("--stems") { Description = "Folder for one WAV per layer.", HelpName = "DIR" };
        Option<FileInfo?> cues = new("--cues") { Description = "Acknowledgements, JSON.", HelpName = "FILE" };
        Option<FileInfo?> midi = new("--midi") { Description = "The score, Standard MIDI File.", HelpName = "FILE" };
        Option<ulong> seed = new("--seed") { Description = "Seed of the music; 1 by default.", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<FileInfo?> soundFont = new("--soundfont") { Description = "SoundFont (SF2, SF3) to play recorded instruments from; needs libfluidsynth.", HelpName = "FILE" };
        Option<DirectoryInfo?> model = new("--model") { Description = "Model package that writes the layers that are a model's.", HelpName = "DIR" };
        Option<DirectoryInfo?> codec = new("--codec") { Description = "Package of the audio-token model that makes the sound of its layers.", HelpName = "DIR" };
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= Limits.RenderSeconds))
            {
                result.AddError($"--seconds must be above 0 and at most {Limits.RenderSeconds}.");
            }
        });
        Command command = new("render", "Render a map and a recorded visit to files, faster than real time.")
        {
            project, events, seconds, mix, stems, cues, midi, seed, soundFont, model, codec,
        };
        command.SetAction((parsed, cancellation) => RenderHandler.RunAsync(
            new RenderOptions(
                parsed.GetRequiredValue(project), parsed.GetValue(events), parsed.GetRequiredValue(seconds),
                parsed.GetRequiredValue(mix), parsed.GetValue(stems), parsed.GetValue(cues), parsed.GetValue(midi),
                parsed.GetValue(seed), parsed.GetValue(soundFont), parsed.GetValue(model), parsed.GetValue(codec)),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellation));
        return command;
    }
}
