using System.Text;
using Honnan.Data.Geography;

namespace Honnan.Data.Catalogue;

/// <summary>Reads <c>catalogue.parquet</c> into columns; a part of one row group is in memory beside them. Fingerprints stay in the file until one is asked for.</summary>
internal static class PictureColumnsReader
{
    private const int MostTold = 80; // bytes of what is wrong

    /// <summary>Reads a table.</summary>
    /// <param name="path">The table.</param>
    /// <param name="sources">The sources that pictures may be of.</param>
    /// <exception cref="InputException">It cannot be read, has other columns, or a row that is no picture of the sources.</exception>
    public static PictureColumns Read(string path, IReadOnlyList<string> sources)
    {
        using var table = new ParquetTableFile(path, CatalogueTable.Fields.Where(field => !field.Optional).Select(field => field.Name));
        var fingerprints = new Lazy<FingerprintFile>(() => FingerprintFile.Of(path));
        var columns = new PictureColumns(sources, place => fingerprints.Value[place]);
        var places = new SourcePlaces(sources);
        for (int group = 0; group < table.Groups; group++)
        {
            table.Read(group, rows =>
            {
                Read(rows, columns, places);
                return rows.Rows;
            });
        }

        return columns;
    }

    private static void Read(ParquetGroup rows, PictureColumns columns, SourcePlaces places)
    {
        rows.Texts("source", (_, name) => columns.Sources.Add(places.Of(name)));
        rows.Texts("file", (present, file) => columns.Files.Add(present ? file : throw new InputException($"row {columns.Files.Count} has no file")));
        rows.Texts("country", (_, code) => columns.Countries.Add(CountryCode.TryParse(code, out CountryCode country) ? country : default));
        rows.Numbers("latitude", double.NaN, columns.Latitudes.Add);
        rows.Numbers("longitude", double.NaN, columns.Longitudes.Add);
        rows.Texts("place", Adding(columns.Places));
        int row = 0;
        int[] widths = new int[rows.Rows];
        rows.Numbers("width", 0, width => widths[row++] = width);
        row = 0;
        rows.Numbers("height", 0, height => columns.Sizes.Add(new PictureSize(widths[row++], height)));
        rows.Numbers("byteLength", 0L, columns.ByteLengths.Add);
        rows.Texts("sha256", (present, digits) => columns.Digests.Add(
            !present ? default
            : Sha256Digest.TryParse(digits, out Sha256Digest digest) ? digest
            : throw new InputException($"row {columns.Digests.Count}: '{Told(digits)}' is no SHA-256")));
        rows.Texts("refused", Adding(columns.Refused));
        for (int measure = 0; measure < columns.Measures.Count; measure++)
        {
            rows.Numbers(CatalogueTable.MeasureNames[measure], float.NaN, columns.Measures[measure].Add);
        }
    }

    private static Action<bool, ReadOnlySpan<byte>> Adding(PackedTexts texts) => (present, text) =>
    {
        if (present)
        {
            texts.Add(text);
        }
        else
        {
            texts.AddNull();
        }
    };

    private static string Told(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text[..Math.Min(text.Length, MostTold)]).ReplaceLineEndings(" ");

    /// <summary>Finds sources by their names; mostly that of the row before.</summary>
    private sealed class SourcePlaces(IReadOnlyList<string> sources)
    {
        private readonly byte[][] _names = [.. sources.Select(Encoding.UTF8.GetBytes)];
        private int _last;

        public ushort Of(ReadOnlySpan<byte> name)
        {
            if (_last < _names.Length && name.SequenceEqual(_names[_last]))
            {
                return (ushort)_last;
            }

            for (_last = 0; _last < _names.Length; _last++)
            {
                if (name.SequenceEqual(_names[_last]))
                {
                    return (ushort)_last;
                }
            }

            throw new InputException($"it has a picture of '{Told(name)}', which is no source of {PictureCatalogue.SourcesName}");
        }
    }
}
