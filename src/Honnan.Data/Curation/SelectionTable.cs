using Honnan.Data.Catalogue;
using Honnan.Data.Geography;
using Honnan.Data.Sources;

namespace Honnan.Data.Curation;

/// <summary>The columns of <c>selection.parquet</c>.</summary>
internal static class SelectionTable
{
    public static readonly IReadOnlyList<ParquetField<Row>> Fields =
    [
        new ParquetField<Row, string>("source", r => r.Source, (r, v) => r.Source = v),
        new ParquetField<Row, string>("file", r => r.File, (r, v) => r.File = v),
        new ParquetField<Row, string>("country", r => r.Country, (r, v) => r.Country = v),
        new ParquetField<Row, double?>("latitude", r => r.Latitude, (r, v) => r.Latitude = v),
        new ParquetField<Row, double?>("longitude", r => r.Longitude, (r, v) => r.Longitude = v),
        new ParquetField<Row, string>("split", r => r.Split, (r, v) => r.Split = v),
        new ParquetField<Row, int>("fold", r => r.Fold, (r, v) => r.Fold = v),
        new ParquetField<Row, string>("group", r => r.Group, (r, v) => r.Group = v),
        new ParquetField<Row, int>("width", r => r.Width, (r, v) => r.Width = v),
        new ParquetField<Row, int>("height", r => r.Height, (r, v) => r.Height = v),
        new ParquetField<Row, string>("sha256", r => r.Sha256, (r, v) => r.Sha256 = v),
        new ParquetField<Row, float>("information", r => r.Information, (r, v) => r.Information = v),
    ];

    public static Row ToRow(SelectedPicture picture) => new()
    {
        Source = picture.Address.Source,
        File = picture.Address.File,
        Country = picture.Country.ToString(),
        Latitude = picture.Point?.Latitude,
        Longitude = picture.Point?.Longitude,
        Split = Word(picture.Split),
        Fold = picture.Fold,
        Group = picture.Group,
        Width = picture.Size.Width,
        Height = picture.Size.Height,
        Sha256 = picture.Sha256,
        Information = picture.Information,
    };

    /// <exception cref="InputException">A country or side is none.</exception>
    public static SelectedPicture FromRow(Row row) => new()
    {
        Address = new PictureAddress(row.Source, row.File),
        Country = CountryCode.TryParse(row.Country, out CountryCode country) ? country : throw new InputException($"'{row.Country}' is no country code"),
        Point = GeoPoint.TryFromDegrees(row.Latitude ?? double.NaN, row.Longitude ?? double.NaN, out GeoPoint point) ? point : null,
        Split = Enum.GetValues<SplitSide>().Where(side => Word(side) == row.Split).Cast<SplitSide?>().FirstOrDefault()
            ?? throw new InputException($"'{row.Split}' is not train, validation or test"),
        Fold = row.Fold,
        Group = row.Group,
        Size = new PictureSize(row.Width, row.Height),
        Sha256 = row.Sha256,
        Information = row.Information,
    };

    /// <summary>train, validation or test.</summary>
    public static string Word(SplitSide side) => side.ToString().ToLowerInvariant();

    /// <summary>A row as it is stored.</summary>
    internal sealed class Row
    {
        public string Source { get; set; } = "";

        public string File { get; set; } = "";

        public string Country { get; set; } = "";

        public double? Latitude { get; set; }

        public double? Longitude { get; set; }

        public string Split { get; set; } = "";

        public int Fold { get; set; }

        public string Group { get; set; } = "";

        public int Width { get; set; }

        public int Height { get; set; }

        public string Sha256 { get; set; } = "";

        public float Information { get; set; }
    }
}
