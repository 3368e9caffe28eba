using Honnan.Data.Sources;

namespace Honnan.Data.Scoring;

/// <summary>What files must be that are to be the shards of one scoring.</summary>
internal static class ScoreShards
{
    /// <summary>Looks whether all are of one scoring, and none of the finished is there twice. What files say of themselves is not trusted.</summary>
    /// <param name="files">Shards, and parts of such that were begun; at least one.</param>
    /// <param name="finished">Those of them that are whole shards.</param>
    /// <exception cref="InputException">They are not.</exception>
    public static void Check(IReadOnlyList<ScoreFile> files, IEnumerable<ScoreFile> finished)
    {
        ScoreFile first = files[0];
        foreach (ScoreFile file in files)
        {
            if (first.Identity.Difference(file.Identity) is { } difference)
            {
                throw new InputException($"'{first.Path}' and '{file.Path}' are of different scorings: the first has {difference}; keep the shards of one scoring in a folder");
            }

            if (file.Shard is not { } shard || shard < 0 || shard >= file.Identity.Shards || file.Identity.Shards > Shard.Most)
            {
                throw new InputException($"'{file.Path}' is no shard; keep nothing but the shards of one scoring in a folder");
            }
        }

        var there = new Dictionary<int, ScoreFile>();
        foreach (ScoreFile file in finished)
        {
            if (!there.TryAdd(file.Shard!.Value, file))
            {
                throw new InputException($"'{there[file.Shard.Value].Path}' and '{file.Path}' are the same shard, {file.Shard}; keep one of them");
            }
        }
    }
}
