using System.Security.Cryptography;
using System.Text;
using Honnan.Data.Catalogue;
using Honnan.Data.Configuration;
using Honnan.Data.Geography;
using Honnan.Data.Sources;

namespace Honnan.Data.Curation;

/// <summary>What curation wrote: the pictures to train, validate and test with, and the vocabulary.</summary>
public sealed class Selection
{
    internal const string TableName = "selection.parquet";
    internal const string SummaryName = "selection.json";

    private readonly Dictionary<CountryCode, int> _classes;

    private Selection(DataFile data, SelectionSummary summary, IReadOnlyList<SelectedPicture> pictures)
    {
        (Data, Summary, Pictures) = (data, summary, pictures);
        Vocabulary = [.. summary.Vocabulary.Select(CountryCode.Parse)];
        Identity = IdentityOf(pictures);
        _classes = Vocabulary.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
    }

    /// <summary>The data file, its paths absolute: sources, and which of them has an overlay.</summary>
    public DataFile Data { get; }

    /// <summary>How it was made, and the counts at every step.</summary>
    public SelectionSummary Summary { get; }

    /// <summary>Every picture, in the catalogue's order.</summary>
    public IReadOnlyList<SelectedPicture> Pictures { get; }

    /// <summary>The countries, alphabetically: their places are the class indices.</summary>
    public IReadOnlyList<CountryCode> Vocabulary { get; }

    /// <summary>A digest of the pictures with their countries, split and folds: 64 hexadecimal digits.</summary>
    public string Identity { get; }

    /// <summary>Whether a folder holds a selection.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, TableName));

    /// <summary>Reads a selection's folder.</summary>
    /// <exception cref="InputException">It is none, or damaged.</exception>
    public static Selection Open(string folder)
    {
        string table = Path.Combine(folder, TableName);
        if (!File.Exists(table))
        {
            throw new InputException($"'{folder}' is no selection (it has no {TableName}); 'honnan curate CATALOGUE -o SELECTION' makes one");
        }

        DataFile data = StrictJson.Read<DataFile>(Path.Combine(folder, PictureCatalogue.SourcesName));
        SelectionSummary summary = StrictJson.Read<SelectionSummary>(Path.Combine(folder, SummaryName));
        List<SelectedPicture> pictures = ParquetTable.Read(table, SelectionTable.Fields, () => new SelectionTable.Row()).ConvertAll(row =>
        {
            try
            {
                return SelectionTable.FromRow(row);
            }
            catch (InputException error)
            {
                throw new InputException($"'{table}': {row.Source}/{row.File}: {error.Message}", error);
            }
        });
        var selection = new Selection(data, summary, pictures);
        return pictures.Find(picture => !selection._classes.ContainsKey(picture.Country)) is not { } outside
            ? selection
            : throw new InputException($"'{table}': {outside.Address.File} is in {outside.Country}, which the vocabulary of {SummaryName} has not");
    }

    /// <summary>The class index of a country of the vocabulary.</summary>
    /// <exception cref="InputException">It is not in the vocabulary.</exception>
    public int ClassOf(CountryCode country) => _classes.TryGetValue(country, out int index)
        ? index
        : throw new InputException($"{country} is not in the selection's vocabulary: {string.Join(' ', Vocabulary)}");

    /// <summary>
    /// What a picture is for: without a fold by the split; with one, that fold is the test, and of the others the pictures
    /// of the validation split validate.
    /// </summary>
    public static SplitSide SideOf(SelectedPicture picture, int? fold) => fold is not { } held ? picture.Split
        : picture.Fold == held ? SplitSide.Test
        : picture.Split == SplitSide.Validation ? SplitSide.Validation
        : SplitSide.Train;

    /// <summary>The pictures of one side; see <see cref="SideOf"/>.</summary>
    /// <exception cref="InputException">There is no such fold.</exception>
    public IEnumerable<SelectedPicture> Of(SplitSide side, int? fold = null)
    {
        ThrowIfNoFold(fold);
        return Pictures.Where(picture => SideOf(picture, fold) == side);
    }

    /// <summary>Checks a fold that a user named.</summary>
    /// <exception cref="InputException">There is no such fold.</exception>
    public void ThrowIfNoFold(int? fold)
    {
        if (fold < 0 || fold >= Summary.Options.Folds)
        {
            throw new InputException($"there is no fold {fold}; the selection has 0 to {Summary.Options.Folds - 1}");
        }
    }

    /// <summary>Pictures of each class among <paramref name="pictures"/>, by class index.</summary>
    public int[] CountByClass(IEnumerable<SelectedPicture> pictures)
    {
        int[] counts = new int[Vocabulary.Count];
        foreach (SelectedPicture picture in pictures)
        {
            counts[ClassOf(picture.Country)]++;
        }

        return counts;
    }

    /// <summary>The overlay drawn over a source's pictures, or null.</summary>
    public string? OverlayOf(string source) => Data.Sources.FirstOrDefault(settings => settings.Name == source)?.Overlay;

    /// <summary>The pictures' bytes; the caller disposes.</summary>
    public PictureStore OpenPictures() => PictureStore.Open(Data.Sources);

    private static string IdentityOf(IEnumerable<SelectedPicture> pictures)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SelectedPicture picture in pictures)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{picture.Sha256} {picture.Country} {picture.Split} {picture.Fold}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
