using Honnan.Learning.Ranks;

namespace Honnan.Learning.Training;

/// <summary>
/// Where a rank that does not lead keeps its log while it trains: in a temporary folder, since it may have no disk in common
/// with the leading one. To go on, it gets that one's checkpoint and log.
/// </summary>
internal sealed class RankFolder : IDisposable
{
    private const string Beginning = "honnan-rank-";
    private const string LockName = "rank.lock"; // held while the process lives
    private const int Chunk = 1 << 26; // MPI counts in 32 bits
    private static readonly TimeSpan Youth = TimeSpan.FromHours(1); // in which a folder without a lock may be one that is just being made

    private readonly DirectoryInfo? _folder;
    private readonly FileStream? _lock;

    /// <summary>The folder of a rank; the leading one's is the run's own. What ranks that were killed left of theirs is cleared away.</summary>
    public RankFolder(IRanks ranks, RunFolder? run)
    {
        if (ranks.Leads())
        {
            Run = run!;
            return;
        }

        ClearLeft();
        _folder = Directory.CreateTempSubdirectory(Beginning);
        _lock = Take(_folder, FileMode.CreateNew);
        Run = RunFolder.Open(Path.Combine(_folder.FullName, "run"), resume: false, force: false);
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
            _folder.Delete(recursive: true); // while the lock is held: else another process may be at it
        }

        _lock?.Dispose();
    }

    private static void ClearLeft()
    {
        foreach (DirectoryInfo left in new DirectoryInfo(Path.GetTempPath()).EnumerateDirectories($"{Beginning}*"))
        {
            try
            {
                using FileStream? taken = File.Exists(LockOf(left)) ? Take(left, FileMode.Open) : null;
                if (taken is not null || DateTime.UtcNow - left.LastWriteTimeUtc > Youth)
                {
                    left.Delete(recursive: true);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Its process lives, or it is another user's, or it goes at this moment.
            }
        }
    }

    private static FileStream Take(DirectoryInfo folder, FileMode mode) => new(LockOf(folder), mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);

    private static string LockOf(DirectoryInfo folder) => Path.Combine(folder.FullName, LockName);

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
