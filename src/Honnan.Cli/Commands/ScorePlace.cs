using Honnan.Data;
using Honnan.Data.Scoring;
using Honnan.Data.Sources;
using Honnan.Data.Stores;
using Honnan.ObjectStores;

namespace Honnan.Cli.Commands;

/// <summary>What a user names by a path or by the address of an object store: a folder, or a file in one. Disposal closes the store.</summary>
/// <param name="Store">The folder.</param>
/// <param name="Name">The file in it; empty where the folder itself is meant.</param>
internal sealed record ScorePlace(IFileStore Store, string Name) : IDisposable
{
    private static readonly string[] Lists = [".parquet", ".csv", ".tsv", ".jsonl", ".txt"];

    /// <summary>A folder.</summary>
    /// <param name="text">As the user names it.</param>
    /// <param name="tell">Told in a line where a store does not answer and is asked again.</param>
    public static ScorePlace OfFolder(string text, Action<string> tell) => new(S3Address.Is(text) ? ObjectStore.Open(S3Address.Parse(text), tell) : new LocalFiles(text), "");

    /// <summary>A file.</summary>
    /// <inheritdoc cref="OfFolder"/>
    /// <exception cref="InputException">It is a folder's address.</exception>
    public static ScorePlace OfFile(string text, Action<string> tell)
    {
        if (!S3Address.Is(text))
        {
            return new ScorePlace(new LocalFiles(Path.GetDirectoryName(text) ?? ""), Path.GetFileName(text));
        }

        var address = S3Address.Parse(text);
        int slash = address.Key.LastIndexOf('/') + 1;
        return !address.IsFolder ? new ScorePlace(ObjectStore.Open(address with { Key = address.Key[..slash] }, tell), address.Key[slash..])
            : throw new InputException($"-o '{text}' is a folder; with --merge it names the merged file");
    }

    /// <summary>A scoring's input. An address without '/' at its end and without a list's ending is a folder's, unless there is such an object.</summary>
    /// <inheritdoc cref="OfFolder"/>
    public static ScorePlace OfInput(string text, Action<string> tell)
    {
        if (!S3Address.Is(text))
        {
            return new ScorePlace(new LocalFiles(text), "");
        }

        var address = S3Address.Parse(text);
        if (address.IsFolder)
        {
            return OfFolder(text, tell);
        }

        ScorePlace file = OfFile(text, tell);
        try
        {
            if (Lists.Contains(Path.GetExtension(text), StringComparer.OrdinalIgnoreCase) || PictureExtensions.Fits(text) || file.Store.HasFile(file.Name))
            {
                return file;
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return OfFolder(text, tell);
    }

    /// <summary>Opens the input that is meant; the caller disposes it before this.</summary>
    public ScoreInput OpenInput(CancellationToken stop) => Store is LocalFiles local ? ScoreInput.Open(local.Place) : ScoreInput.Open(Store, Name, stop);

    /// <inheritdoc/>
    public void Dispose() => Store.Dispose();
}
