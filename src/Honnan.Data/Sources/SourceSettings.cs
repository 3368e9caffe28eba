using System.Globalization;
using Honnan.Data.Configuration;

namespace Honnan.Data.Sources;

/// <summary>One source of pictures.</summary>
public sealed record SourceSettings : IValidated
{
    /// <summary>Its name in every table: letters, digits, '-', '_' and '.', beginning with a letter or digit.</summary>
    public required string Name { get; init; }

    /// <summary>parquet, folders, csv (or tab-separated), jsonl or parquet-labels.</summary>
    public required string Kind { get; init; }

    /// <summary>A folder (parquet, folders) or a labels file (csv, jsonl, parquet-labels); relative to the data file, absolute once resolved.</summary>
    public required string Path { get; init; }

    /// <summary>"1536x662": pictures of another size are refused. Default: every size is taken.</summary>
    public string? Size { get; init; }

    /// <summary>What is drawn over every picture of this source: geoguessr. Default: nothing.</summary>
    public string? Overlay { get; init; }

    /// <summary>The only size that is taken, in pixels; null for every size.</summary>
    internal PictureSize? RequiredSize => Size is not null && TryParseSize(Size, out PictureSize size) ? size : null;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Name.Length is 0 or > 64 || !char.IsAsciiLetterOrDigit(Name[0]) || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            yield return $"name must be 1 to 64 letters, digits, '-', '_' or '.', not '{Name}'";
        }

        if (SourceKinds.Find(Kind) is null)
        {
            string hint = Spelling.Hint(Kind, SourceKinds.Names);
            yield return $"kind must be one of {string.Join(", ", SourceKinds.Names)}, not '{Kind}'{hint}";
        }

        if (Path.Length == 0 || Path.Contains('\0', StringComparison.Ordinal))
        {
            yield return "path must name a file or folder";
        }

        if (Size is not null && !TryParseSize(Size, out _))
        {
            yield return $"size must be width x height such as 1536x662, not '{Size}'";
        }

        if (Overlay is not null && !Overlays.Names.Contains(Overlay, StringComparer.Ordinal))
        {
            yield return $"overlay must be one of {string.Join(", ", Overlays.Names)}, not '{Overlay}'{Spelling.Hint(Overlay, Overlays.Names)}";
        }
    }

    private static bool TryParseSize(string text, out PictureSize size)
    {
        size = default;
        string[] sides = text.Split('x');
        if (sides.Length != 2
            || !int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            || !int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            || width == 0 || height == 0)
        {
            return false;
        }

        size = new PictureSize(width, height);
        return true;
    }
}
