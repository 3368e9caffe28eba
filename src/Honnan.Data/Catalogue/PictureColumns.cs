using System.Collections;
using System.Text;
using Honnan.Data.Geography;
using Honnan.Data.Sources;

namespace Honnan.Data.Catalogue;

/// <summary>
/// A catalogue's pictures column by column, about 150 bytes each: millions of them fit into memory, which as objects would
/// not. What is asked for by its place is made anew each time; what goes over all pictures reads the columns.
/// </summary>
internal sealed class PictureColumns : IReadOnlyList<CataloguePicture>
{
    private readonly string[] _sourceNames;
    private readonly Func<int, PictureFingerprint?> _fingerprintOf;

    /// <summary>Without pictures yet.</summary>
    /// <param name="sources">The names of the sources that pictures may be of.</param>
    /// <param name="fingerprintOf">A picture's fingerprint by its place; asked from any thread.</param>
    public PictureColumns(IEnumerable<string> sources, Func<int, PictureFingerprint?> fingerprintOf) =>
        (_sourceNames, _fingerprintOf) = ([.. sources], fingerprintOf);

    /// <inheritdoc/>
    public int Count => Files.Count;

    /// <summary>The sources, in the order by which <see cref="Sources"/> counts.</summary>
    public IReadOnlyList<string> SourceNames => _sourceNames;

    /// <summary>Each picture's source, by its place in <see cref="SourceNames"/>.</summary>
    public PackedColumn<ushort> Sources { get; } = new();

    /// <summary>The paths below the sources.</summary>
    public PackedTexts Files { get; } = new();

    /// <summary>The countries; the default value where they are unknown.</summary>
    public PackedColumn<CountryCode> Countries { get; } = new();

    /// <summary>Degrees north as stored; of no meaning where <see cref="PointOf"/> is null.</summary>
    public PackedColumn<double> Latitudes { get; } = new();

    /// <summary>Degrees east as stored.</summary>
    public PackedColumn<double> Longitudes { get; } = new();

    /// <summary>What the sources name the places.</summary>
    public PackedTexts Places { get; } = new();

    /// <summary>Width and height in pixels as shown.</summary>
    public PackedColumn<PictureSize> Sizes { get; } = new();

    /// <summary>Encoded bytes.</summary>
    public PackedColumn<long> ByteLengths { get; } = new();

    /// <summary>SHA-256 of the encoded bytes; the default value where they could not be read.</summary>
    public PackedColumn<Sha256Digest> Digests { get; } = new();

    /// <summary>Why pictures cannot be used; null where they can.</summary>
    public PackedTexts Refused { get; } = new();

    /// <summary>The measures in the order of <see cref="CatalogueTable.MeasureNames"/>; not a number where there is none.</summary>
    public IReadOnlyList<PackedColumn<float>> Measures { get; } = [.. CatalogueTable.MeasureNames.Select(_ => new PackedColumn<float>())];

    /// <inheritdoc/>
    public CataloguePicture this[int place] => new()
    {
        Address = AddressOf(place),
        Country = CountryOf(place),
        Point = PointOf(place),
        Place = Places[place],
        Size = Sizes[place],
        ByteLength = ByteLengths[place],
        Sha256 = Digests[place] is { IsKnown: true } digest ? digest.ToString() : null,
        Refused = Refused[place],
        Measures = MeasuresOf(place),
        Fingerprint = FingerprintOf(place),
    };

    /// <summary>The columns of pictures that are there as objects.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <exception cref="InputException">A picture's SHA-256 is none, or a text of it is too long.</exception>
    public static PictureColumns Of(IReadOnlyList<CataloguePicture> pictures)
    {
        var columns = new PictureColumns(pictures.Select(picture => picture.Address.Source).Distinct(StringComparer.Ordinal), place => pictures[place].Fingerprint);
        foreach (CataloguePicture picture in pictures)
        {
            columns.Add(picture);
        }

        return columns;
    }

    /// <summary>Where a picture's bytes are.</summary>
    public PictureAddress AddressOf(int place) => new(_sourceNames[Sources[place]], Files[place]!);

    /// <summary>source/file.</summary>
    public string NameOf(int place) => $"{_sourceNames[Sources[place]]}/{Files[place]}";

    /// <summary>A picture's country; null where it is unknown.</summary>
    public CountryCode? CountryOf(int place) => Countries[place] is { Number: > 0 } country ? country : null;

    /// <summary>Where it was taken; null where that is not known.</summary>
    public GeoPoint? PointOf(int place) => GeoPoint.TryFromDegrees(Latitudes[place], Longitudes[place], out GeoPoint point) ? point : null;

    /// <summary>How much it shows; null where it is refused.</summary>
    public InformationMeasures? MeasuresOf(int place)
    {
        float Value(int measure) => Measures[measure][place];
        float OrZero(int measure) => Value(measure) is var value && float.IsNaN(value) ? 0 : value;
        return float.IsNaN(Value(0)) || float.IsNaN(Value(1)) || float.IsNaN(Value(2)) || float.IsNaN(Value(3))
            ? null
            : new InformationMeasures(Value(0), Value(1), Value(2), Value(3))
            {
                Colourfulness = OrZero(4),
                EdgeDensity = OrZero(5),
                Asphalt = OrZero(6),
                Blank = OrZero(7),
                Indoor = OrZero(8),
            };
    }

    /// <summary>By what copies of it are found; null where it is refused or has the shape of no view. May read a file.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public PictureFingerprint? FingerprintOf(int place) => _fingerprintOf(place);

    /// <summary>Whether it can be used at all.</summary>
    public bool IsUsable(int place) => Refused.IsNull(place) && Countries[place].Number > 0 && Digests[place].IsKnown;

    /// <inheritdoc/>
    public IEnumerator<CataloguePicture> GetEnumerator() => Enumerable.Range(0, Count).Select(place => this[place]).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(CataloguePicture picture)
    {
        Sources.Add((ushort)Array.IndexOf(_sourceNames, picture.Address.Source));
        Files.Add(picture.Address.File);
        Countries.Add(picture.Country ?? default);
        Latitudes.Add(picture.Point?.Latitude ?? double.NaN);
        Longitudes.Add(picture.Point?.Longitude ?? double.NaN);
        Places.Add(picture.Place);
        Sizes.Add(picture.Size);
        ByteLengths.Add(picture.ByteLength);
        Digests.Add(picture.Sha256 is not { } digits ? default
            : Sha256Digest.TryParse(Encoding.UTF8.GetBytes(digits), out Sha256Digest digest) ? digest
            : throw new InputException($"{picture.Address.Source}/{picture.Address.File}: '{digits}' is no SHA-256"));
        Refused.Add(picture.Refused);
        foreach ((PackedColumn<float> column, float? value) in Measures.Zip(CatalogueTable.MeasuresOf(picture)))
        {
            column.Add(value ?? float.NaN);
        }
    }
}
