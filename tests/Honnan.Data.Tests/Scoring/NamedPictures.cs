using System.Globalization;
using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Data.Scoring;
using Honnan.Data.Sources;
using Honnan.Data.Stores;
using Honnan.Data.Tests.Sources;

namespace Honnan.Data.Tests.Scoring;

/// <summary>Small pictures in a Parquet file, and a model whose answers follow from their bytes alone.</summary>
internal sealed class NamedPictures : IDisposable
{
    public static readonly IReadOnlyList<CountryCode> Countries = [CountryCode.Parse("HU"), CountryCode.Parse("JP"), CountryCode.Parse("ZA")];

    private readonly TemporaryFolder _folder = new();

    public NamedPictures(int count)
    {
        Draw(count);
    }

    /// <summary>Pictures that were asked about.</summary>
    public int Asked { get; private set; }

    /// <summary>Told of every picture before it is asked about, with how many were.</summary>
    public Action<int> Asking { get; set; } = _ => { };

    /// <summary>Writes the input anew.</summary>
    public void Draw(int count) => ParquetDrawing.Write(
        At("in/x.parquet"),
        Enumerable.Range(0, count).Chunk(450).Select(rows => Array.ConvertAll(rows, i => new ParquetDrawing.Row(System.Text.Encoding.UTF8.GetBytes(i % 50 == 7 ? "" : i.ToString(CultureInfo.InvariantCulture)), "HU", null, null))));

    public string At(string name) => _folder.At(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    public string[] Everything(string folder) => [.. Directory.EnumerateFileSystemEntries(At(folder), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(At(folder), path)).Order(StringComparer.Ordinal)];

    /// <summary>Scores a shard; after some pictures the model is interrupted as by Ctrl-C, or fails as if the process were gone.</summary>
    public ScoredShard Score(string folder, Shard shard, int? interruptedAfter = null, int? goneAfter = null, bool force = false, int top = 2, string model = "m", string input = "in")
    {
        using var opened = ScoreInput.Open(At(input));
        return Score(opened, new LocalFiles(At(folder)), shard, interruptedAfter, goneAfter, force, top, model);
    }

    /// <summary>The same from any input into any store.</summary>
    public ScoredShard Score(ScoreInput input, IFileStore store, Shard shard, int? interruptedAfter = null, int? goneAfter = null, bool force = false, int top = 2, string model = "m")
    {
        Asked = 0;
        ScoreIdentity identity = new ScoreIdentity { Model = model, Top = top, Shards = shard.Count }.Of(input, CancellationToken.None);
        return new ShardScorer(input, shard, identity, Countries, (pictures, bytes) => Answers(pictures, bytes, interruptedAfter, goneAfter), TimeProvider.System).Run(store, force, null, CancellationToken.None);
    }

    /// <summary>Puts a folder's shards together in the folder itself.</summary>
    public MergedScores Merge(string folder)
    {
        var files = new LocalFiles(At(folder));
        return ScoreMerge.Run(files, files, ScoreMerge.FileName, force: false, CancellationToken.None);
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<PictureAnswer> Answers(IEnumerable<PictureAddress> pictures, IPictureBytes bytes, int? interruptedAfter, int? goneAfter)
    {
        foreach (PictureAddress[] group in pictures.Chunk(64))
        {
            foreach (PictureAddress address in group)
            {
                if (Asked == interruptedAfter)
                {
                    throw new OperationCanceledException();
                }

                if (Asked == goneAfter)
                {
                    throw new InvalidOperationException("gone");
                }

                Asking(Asked);
                Asked++;
                yield return Answer(address, bytes);
            }
        }
    }

    private static PictureAnswer Answer(PictureAddress address, IPictureBytes bytes)
    {
        string text;
        try
        {
            _ = bytes.Read(address); // models read a picture's header first
            text = System.Text.Encoding.UTF8.GetString(bytes.Read(address));
        }
        catch (InputException error)
        {
            return new PictureAnswer { Address = address, Error = error.Message }; // as models' loaders have it
        }

        if (text.Length == 0)
        {
            return new PictureAnswer { Address = address, Error = "empty" };
        }

        double[] weights = [.. Enumerable.Range(1, 3).Select(k => 1 + (int.Parse(text, CultureInfo.InvariantCulture) * k % 7.0))];
        double[] probabilities = Array.ConvertAll(weights, w => w / weights.Sum());
        return new PictureAnswer { Address = address, Answer = new Answer { Probabilities = probabilities, Uncalibrated = probabilities, Known = weights[0] > 2, Point = GeoPoint.TryFromDegrees(weights[0], weights[1], out GeoPoint point) ? point : null } };
    }
}
