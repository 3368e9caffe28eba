namespace Honnan.Data.Catalogue;

/// <summary>The columns of <c>catalogue.parquet</c>.</summary>
internal static class CatalogueTable
{
    /// <summary>The column of the fingerprints.</summary>
    public const string Fingerprint = "fingerprint";

    /// <summary>The columns of the measures: all or none of the first four are there, and others count as 0 where they are missing.</summary>
    public static readonly IReadOnlyList<string> MeasureNames =
        ["luminance", "contrast", "entropy", "sharpness", "colourfulness", "edgeDensity", "asphalt", "blank", "indoor"];

    public static readonly IReadOnlyList<ParquetField<Row>> Fields =
    [
        new ParquetField<Row, string>("source", r => r.Source, (r, v) => r.Source = v),
        new ParquetField<Row, string>("file", r => r.File, (r, v) => r.File = v),
        new ParquetField<Row, string?>("country", r => r.Country, (r, v) => r.Country = v),
        new ParquetField<Row, double?>("latitude", r => r.Latitude, (r, v) => r.Latitude = v),
        new ParquetField<Row, double?>("longitude", r => r.Longitude, (r, v) => r.Longitude = v),
        new ParquetField<Row, string?>("place", r => r.Place, (r, v) => r.Place = v) { Optional = true },
        new ParquetField<Row, int>("width", r => r.Width, (r, v) => r.Width = v),
        new ParquetField<Row, int>("height", r => r.Height, (r, v) => r.Height = v),
        new ParquetField<Row, long>("byteLength", r => r.ByteLength, (r, v) => r.ByteLength = v),
        new ParquetField<Row, string?>("sha256", r => r.Sha256, (r, v) => r.Sha256 = v),
        new ParquetField<Row, string?>("refused", r => r.Refused, (r, v) => r.Refused = v),
        new ParquetField<Row, float?>("luminance", r => r.Luminance, (r, v) => r.Luminance = v),
        new ParquetField<Row, float?>("contrast", r => r.Contrast, (r, v) => r.Contrast = v),
        new ParquetField<Row, float?>("entropy", r => r.Entropy, (r, v) => r.Entropy = v),
        new ParquetField<Row, float?>("sharpness", r => r.Sharpness, (r, v) => r.Sharpness = v),
        new ParquetField<Row, float?>("colourfulness", r => r.Colourfulness, (r, v) => r.Colourfulness = v),
        new ParquetField<Row, float?>("edgeDensity", r => r.EdgeDensity, (r, v) => r.EdgeDensity = v),
        new ParquetField<Row, float?>("asphalt", r => r.Asphalt, (r, v) => r.Asphalt = v),
        new ParquetField<Row, float?>("blank", r => r.Blank, (r, v) => r.Blank = v),
        new ParquetField<Row, float?>("indoor", r => r.Indoor, (r, v) => r.Indoor = v),
        new ParquetField<Row, byte[]?>(Fingerprint, r => r.Fingerprint, (r, v) => r.Fingerprint = v),
    ];

    /// <summary>Those of one shard of an import: also a picture's place among all, and what its source has in place of coordinates.</summary>
    public static readonly IReadOnlyList<ParquetField<Row>> ShardFields =
    [
        .. Fields,
        new ParquetField<Row, long>("ordinal", r => r.Ordinal, (r, v) => r.Ordinal = v),
        new ParquetField<Row, string?>("unreadableCoordinates", r => r.UnreadableCoordinates, (r, v) => r.UnreadableCoordinates = v),
    ];

    public static Row ToRow(CataloguePicture picture) => new()
    {
        Source = picture.Address.Source,
        File = picture.Address.File,
        Country = picture.Country?.ToString(),
        Latitude = picture.Point?.Latitude,
        Longitude = picture.Point?.Longitude,
        Place = picture.Place,
        Width = picture.Size.Width,
        Height = picture.Size.Height,
        ByteLength = picture.ByteLength,
        Sha256 = picture.Sha256,
        Refused = picture.Refused,
        Luminance = picture.Measures?.Luminance,
        Contrast = picture.Measures?.Contrast,
        Entropy = picture.Measures?.Entropy,
        Sharpness = picture.Measures?.Sharpness,
        Indoor = picture.Measures?.Indoor,
        Fingerprint = picture.Fingerprint?.Luma,
        Blank = picture.Measures?.Blank,
        Asphalt = picture.Measures?.Asphalt,
        EdgeDensity = picture.Measures?.EdgeDensity,
        Colourfulness = picture.Measures?.Colourfulness,
    };

    /// <summary>A picture's measures in the order of <see cref="MeasureNames"/>.</summary>
    public static float?[] MeasuresOf(CataloguePicture picture) => picture.Measures is not { } m
        ? new float?[MeasureNames.Count]
        : [m.Luminance, m.Contrast, m.Entropy, m.Sharpness, m.Colourfulness, m.EdgeDensity, m.Asphalt, m.Blank, m.Indoor];

    /// <summary>A row as it is stored.</summary>
    internal sealed class Row
    {
        public string Source { get; set; } = "";

        public string File { get; set; } = "";

        public string? Country { get; set; }

        public double? Latitude { get; set; }

        public double? Longitude { get; set; }

        public string? Place { get; set; }

        public int Width { get; set; }

        public int Height { get; set; }

        public long ByteLength { get; set; }

        public string? Sha256 { get; set; }

        public string? Refused { get; set; }

        public float? Luminance { get; set; }

        public float? Contrast { get; set; }

        public float? Entropy { get; set; }

        public float? Sharpness { get; set; }

        public float? Indoor { get; set; }

        public byte[]? Fingerprint { get; set; }

        public float? Blank { get; set; }

        public float? Asphalt { get; set; }

        public float? EdgeDensity { get; set; }

        public float? Colourfulness { get; set; }

        public long Ordinal { get; set; }

        public string? UnreadableCoordinates { get; set; }
    }
}
