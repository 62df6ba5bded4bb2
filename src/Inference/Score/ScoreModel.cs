using SessionService.Inference.Packages;

namespace SessionService.Inference.Score;

/// <summary>What a host reads of a score model beside its graph. Never changes; shared by all its sequences.</summary>
public sealed class ScoreModel
{
    private ScoreModel(string name, Tokenizer words, MelodyFilter? filter, ScoreRules rules, int context)
    {
        (Name, Words, Filter, Rules, Context) = (name, words, filter, rules, context);
    }

    /// <summary>Name and version, such as <c>score-preview 1.0.0</c>.</summary>
    public string Name { get; }

    /// <summary>Its words.</summary>
    public Tokenizer Words { get; }

    /// <summary>Shapes of its training melodies; null without.</summary>
    public MelodyFilter? Filter { get; }

    /// <summary>How its package wishes tokens to be chosen.</summary>
    public ScoreRules Rules { get; }

    /// <summary>Tokens of the longest sequence.</summary>
    public int Context { get; }

    /// <summary>Reads a package's tokenizer, filter and defaults.</summary>
    /// <param name="package">A package that was checked.</param>
    /// <param name="context">Tokens a sequence can have where it runs; at most the model's own.</param>
    /// <exception cref="PackageException">They are not what this host reads.</exception>
    public static ScoreModel Of(ModelPackage package, int context = int.MaxValue)
    {
        ModelManifest manifest = package.Manifest;
        Tokenizer words = new(TokenizerFile.Read(package.Folder, package.Content("tokenizer").Span));
        int scores = manifest.Outputs.First(value => value.Name == "scores").Shape[^1].GetInt32();
        int row = manifest.Inputs.First(value => value.Name == "rows").Shape[^1].GetInt32();
        if (scores != words.Size || row != Tokenizer.RowWidth)
        {
            throw new PackageException(
                package.Folder, $"its graph has {scores} words and {row} numbers a token; its tokenizer {words.Size} and {Tokenizer.RowWidth}.");
        }

        return new ScoreModel(
            $"{manifest.Name} {manifest.Version}", words, MelodyFilter.Of(package), ScoreRules.Of(manifest.Sample),
            Math.Min(context, manifest.Cache.Context));
    }
}
