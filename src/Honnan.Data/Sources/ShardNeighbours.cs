namespace Honnan.Data.Sources;

/// <summary>The shards that lie beside one that is to be begun: of the same scoring or import they must be.</summary>
/// <param name="Own">The one that is to be begun.</param>
/// <param name="Work">What shards are parts of, as messages say it: "scoring" or "import".</param>
/// <param name="PathOf">How messages name what is asked for by its name in their folder.</param>
internal sealed record ShardNeighbours(Shard Own, string Work, Func<string, string> PathOf)
{
    /// <summary>The other shards among files or folders.</summary>
    /// <param name="names">What is not named as a shard is passed over; endings do not matter.</param>
    /// <exception cref="InputException">One is of another count of shards.</exception>
    public IReadOnlyList<(string Name, Shard Shard)> Among(IEnumerable<string> names)
    {
        List<(string Name, Shard Shard)> others = [];
        foreach (string name in names)
        {
            if (Shard.Parse(Path.GetFileNameWithoutExtension(name)) is { } shard && shard != Own)
            {
                if (shard.Count != Own.Count)
                {
                    throw Different(name, $"--shards {shard.Count}, not {Own.Count}");
                }

                others.Add((name, shard));
            }
        }

        return others;
    }

    /// <summary>The error for what does not belong to this work.</summary>
    /// <param name="name">Its name in the folder.</param>
    /// <param name="difference">What it has.</param>
    public InputException Different(string name, string difference) =>
        new($"'{PathOf(name)}' is of another {Work}: it has {difference}; keep the shards of one {Work} in a folder, and name another for this one");
}
