using System.Globalization;
using System.Net;
using System.Text;

namespace SessionService.Listen.Report;

/// <summary>Builds markup; numbers come out the same in every culture.</summary>
public sealed class Html
{
    private const string Style = """
        :root { color-scheme: light dark; --bad: #c22; --good: #2a7; --line: #8884; --ink: #26c; --band: #2a73; }
        body { font: 14px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 1400px; padding: 0 1rem; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; } td, th { padding: .15rem .55rem; text-align: left; border-bottom: 1px solid var(--line); }
        th { font-weight: 600; vertical-align: bottom; } td:first-child { white-space: nowrap; } td.n { text-align: right; } .bad { color: #fff; background: var(--bad); } .dim { opacity: .65; }
        figure { margin: .8rem 0; } figcaption { font-size: .85rem; opacity: .8; } svg, img.wide { width: 100%; height: auto; display: block; background: #8881; }
        img.pixel { image-rendering: pixelated; } .row { display: flex; gap: 1rem; flex-wrap: wrap; } .row > figure { flex: 1 1 330px; min-width: 0; }
        audio { width: 100%; } .scroll { overflow-x: auto; } text { fill: currentColor; font: 11px system-ui, sans-serif; }
        """;

    private readonly StringBuilder text = new();

    /// <summary>Adds markup; what is put into it is escaped.</summary>
    /// <param name="markup">Markup with holes.</param>
    public Html Add(FormattableString markup)
    {
        object?[] safe = [.. markup.GetArguments().Select(a => a is string s ? WebUtility.HtmlEncode(s) : a)];
        text.AppendFormat(CultureInfo.InvariantCulture, markup.Format, safe);
        return this;
    }

    /// <summary>Adds markup as it is.</summary>
    /// <param name="markup">Safe markup.</param>
    public Html Raw(string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <summary>What was added.</summary>
    public override string ToString() => text.ToString();

    /// <summary>The whole page of what was added.</summary>
    /// <param name="title">Its title.</param>
    public string ToPage(string title)
    {
        string safe = WebUtility.HtmlEncode(title);
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
            + $"<title>{safe}</title><style>{Style}</style><body><h1>{safe}</h1>\n{text}</body></html>\n";
    }
}
