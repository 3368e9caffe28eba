using Honnan.Learning.Ranks;

namespace Honnan.Learning.Training;

/// <summary>
/// Where a rank that does not lead keeps its log while it trains: in a temporary folder, since it may have no disk in common
/// with the leading one. To go on, it gets that one's checkpoint and log.
/// </summary>
internal sealed class RankFolder : IDisposable
{
    private const int Chunk = 1 << 26; // MPI counts in 32 bits

    private readonly DirectoryInfo? _folder;

    /// <summary>The folder of a rank; the leading one's is the run's own.</summary>
    public RankFolder(IRanks ranks, RunFolder? run)
    {
        _folder = ranks.Leads() ? null : Directory.CreateTempSubdirectory("honnan-rank-");
        Run = _folder is null ? run! : RunFolder.Open(_folder.FullName, resume: false, force: false);
    }

    /// <summary>To train in.</summary>
    public RunFolder Run { get; }

    /// <summary>Gives the leading rank's checkpoint and log to the others, where there is one to go on from.</summary>
    public void Share(IRanks ranks)
    {
        if (ranks.Count > 1 && ranks.Tell(0, File.Exists(Run.Checkpoint)))
        {
            Share(ranks, Run.Log);
            Share(ranks, Run.Checkpoint);
        }
    }

    /// <summary>Frees the disk.</summary>
    public void Dispose()
    {
        if (_folder is not null && Directory.Exists(_folder.FullName))
        {
            _folder.Delete(recursive: true);
        }
    }

    private static void Share(IRanks ranks, string path)
    {
        using FileStream? file = ranks.Leads() && !File.Exists(path) ? null : new FileStream(path, ranks.Leads() ? FileMode.Open : FileMode.Create);
        long length = ranks.Tell(0, file?.Length ?? 0);
        byte[] part = new byte[Math.Min(length, Chunk)];
        for (long done = 0; done < length; done += part.Length)
        {
            Span<byte> piece = part.AsSpan(0, (int)Math.Min(Chunk, length - done));
            if (ranks.Leads())
            {
                file!.ReadExactly(piece);
            }

            ranks.Broadcast(piece, 0);
            if (!ranks.Leads())
            {
                file!.Write(piece);
            }
        }
    }
}
