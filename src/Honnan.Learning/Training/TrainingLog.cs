using System.Text;
using Honnan.Data;
using Honnan.Data.Files;

namespace Honnan.Learning.Training;

/// <summary>The run's log: a row a step, in memory and as CSV. Losses are written with all their digits.</summary>
public sealed class TrainingLog : IDisposable
{
    private const string Header = "step,epoch,learningRate,trainingLoss,trainingTop1,validationLoss,validationTop1,picturesPerSecond";

    private readonly List<LogRow> _rows;
    private readonly FileStream _file;
    private int _written; // rows that the file has

    private TrainingLog(List<LogRow> rows, FileStream file) => (_rows, _file, _written) = (rows, file, rows.Count);

    /// <summary>The rows so far.</summary>
    public IReadOnlyList<LogRow> Rows => _rows;

    /// <summary>Begins a log with rows that there are already. An earlier file stays until those are written.</summary>
    public static TrainingLog Begin(string path, IEnumerable<LogRow> rows)
    {
        List<LogRow> kept = [.. rows];
        AtomicFile.WriteText(path, string.Concat(kept.Select(r => r.ToCsv()).Prepend(Header).Select(line => line + "\n")));

        // Without a buffer of its own: after a failed write, nothing is left that closing would try to write again.
        return new TrainingLog(kept, new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0));
    }

    /// <summary>Reads the rows of a run's first steps. What follows is not looked at: a run that was killed may have left half a line.</summary>
    /// <exception cref="InputException">The file is absent or damaged, or has fewer rows.</exception>
    public static IReadOnlyList<LogRow> Read(string path, long steps)
    {
        if (!File.Exists(path))
        {
            throw new InputException($"the run's log '{path}' is missing; without it the run can only be begun anew, by --force");
        }

        var rows = new List<LogRow>();
        foreach (string line in File.ReadLines(path).Skip(1))
        {
            if (rows.Count == steps)
            {
                break;
            }

            var row = LogRow.FromCsv(line, path);
            rows.Add(row.Step == rows.Count + 1
                ? row
                : throw new InputException($"the run's log '{path}' is damaged: step {row.Step} stands in the place of step {rows.Count + 1}"));
        }

        return rows.Count == steps
            ? rows
            : throw new InputException($"the run's log '{path}' is damaged: it ends with step {rows.Count}, before the checkpoint's {steps}");
    }

    /// <summary>Adds a row.</summary>
    public void Add(LogRow row)
    {
        WriteRows();
        _rows.Add(row);
    }

    /// <summary>Puts another row in the place of the one added last.</summary>
    public void Replace(LogRow row) => _rows[^1] = row;

    /// <summary>Brings every row to the disk: before a checkpoint that relies on them.</summary>
    public void Flush()
    {
        WriteRows();
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Closes the file; what was not flushed may be missing in it.</summary>
    public void Dispose() => _file.Dispose();

    // The last row may still be replaced, so it is written when the next one comes.
    private void WriteRows()
    {
        for (; _written < _rows.Count; _written++)
        {
            _file.Write(Encoding.UTF8.GetBytes(_rows[_written].ToCsv() + "\n"));
        }
    }
}
