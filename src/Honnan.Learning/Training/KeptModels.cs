using System.Globalization;
using Honnan.Data.Configuration;
using Honnan.Data.Files;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;

namespace Honnan.Learning.Training;

/// <summary>
/// The models of the best validations and of the last checkpoints: RUN/models/step-N, with kept.json to say which they
/// are. One is written as soon as it earns its place, and one that has lost it goes with the next checkpoint, so that a
/// run that is killed and resumed finds what its checkpoint says.
/// </summary>
internal sealed class KeptModels(RunFolder run, WatchOptions options, int checkpointEvery, Action<string, long> save)
{
    private readonly ValidationRanking _ranking = new(options);

    private int Best => Math.Max(options.KeepBest, options.Result == ResultChoice.Best ? 1 : 0);

    /// <summary>Forgets what was kept after a checkpoint's step: the run will come by again.</summary>
    public void Begin(long step)
    {
        foreach ((string folder, long at) in Folders().Where(f => f.Step > step).ToArray())
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Writes the model of the last row if it is one of the best.</summary>
    public void AfterValidation(IReadOnlyList<LogRow> log)
    {
        if (_ranking.Of(log).Take(Best).Any(r => r.Step == log[^1].Step))
        {
            Write(log[^1].Step);
        }
    }

    /// <summary>Whether a checkpoint of this step is one whose model is kept for being new.</summary>
    public bool KeepsLast => options.KeepLast > 0;

    /// <summary>Writes the model of the last row for being new; to be called before a checkpoint of that step.</summary>
    public void BeforeCheckpoint(IReadOnlyList<LogRow> log)
    {
        if (KeepsLast)
        {
            Write(log[^1].Step);
        }
    }

    /// <summary>Removes what has lost its place, and writes the list; to be called when a checkpoint is on the disk.</summary>
    public void AfterCheckpoint(IReadOnlyList<LogRow> log, long steps)
    {
        if (Best == 0 && !KeepsLast)
        {
            return;
        }

        LogRow[] ranked = [.. _ranking.Of(log)];
        long last = log[^1].Step;
        var wanted = ranked.Take(Best).Select(r => r.Step)
            .Concat(log.Where(r => r.Step % checkpointEvery == 0 || r.Step == last || r.Step == steps).TakeLast(options.KeepLast).Select(r => r.Step))
            .ToHashSet();
        var kept = new List<KeptModel>();
        foreach ((string folder, long step) in Folders().OrderBy(f => f.Step).ToArray())
        {
            if (!wanted.Contains(step))
            {
                Directory.Delete(folder, recursive: true);
            }
            else if (TrainedModel.Exists(folder))
            {
                LogRow row = log[(int)step - 1];
                int place = Array.FindIndex(ranked, r => r.Step == step);
                kept.Add(new KeptModel(Path.GetRelativePath(run.Path, folder), step, row.Epoch, row.ValidationLoss, row.ValidationTop1, place < 0 ? null : place + 1));
            }
        }

        AtomicFile.WriteText(Path.Combine(run.Models, "kept.json"), StrictJson.Write(kept));
    }

    /// <summary>The folder of the best validation's model.</summary>
    public string BestOf(IReadOnlyList<LogRow> log) => FolderOf(_ranking.Of(log).First().Step);

    private void Write(long step)
    {
        string folder = FolderOf(step);
        if (!TrainedModel.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            save(folder, step);
        }
    }

    private string FolderOf(long step) => Path.Combine(run.Models, string.Create(CultureInfo.InvariantCulture, $"step-{step}"));

    private IEnumerable<(string Path, long Step)> Folders()
    {
        if (!Directory.Exists(run.Models))
        {
            yield break;
        }

        foreach (string folder in Directory.EnumerateDirectories(run.Models, "step-*"))
        {
            if (long.TryParse(Path.GetFileName(folder)["step-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out long step))
            {
                yield return (folder, step);
            }
        }
    }
}
