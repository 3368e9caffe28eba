using Honnan.Data;

namespace Honnan.Learning.Training;

/// <summary>The run's log: a row a step, in memory and as CSV. Losses are written with all their digits.</summary>
public sealed class TrainingLog : IDisposable
{
    private const string Header = "step,epoch,learningRate,trainingLoss,trainingTop1,validationLoss,validationTop1,picturesPerSecond";

    private readonly List<LogRow> _rows;
    private readonly StreamWriter _file;
    private int _written; // rows that the file has

    private TrainingLog(List<LogRow> rows, StreamWriter file) => (_rows, _file) = (rows, file);

    /// <summary>The rows so far.</summary>
    public IReadOnlyList<LogRow> Rows => _rows;

    /// <summary>Begins a log, or goes on with one from which the rows after <paramref name="step"/> are dropped.</summary>
    public static TrainingLog Open(string path, long step)
    {
        List<LogRow> rows = step > 0 ? [.. Read(path).Where(r => r.Step <= step)] : [];
        var file = new StreamWriter(path, append: false);
        file.WriteLine(Header);
        foreach (LogRow row in rows)
        {
            file.WriteLine(row.ToCsv());
        }

        return new TrainingLog(rows, file) { _written = rows.Count };
    }

    /// <summary>Reads a run's log.</summary>
    /// <exception cref="InputException">It is absent or damaged.</exception>
    public static IReadOnlyList<LogRow> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException($"the run's log '{path}' is missing");
        }

        // A run that was killed may have left half a last line.
        string[] lines = File.ReadAllLines(path);
        return [.. lines.Skip(1).Where((line, i) => i + 2 < lines.Length || line.Count(c => c == ',') == Header.Count(c => c == ',')).Select(line => LogRow.FromCsv(line, path))];
    }

    /// <summary>Adds a row.</summary>
    public void Add(LogRow row)
    {
        WriteLast();
        _rows.Add(row);
    }

    /// <summary>Puts another row in the place of the last.</summary>
    public void Replace(LogRow row) => _rows[^1] = row;

    /// <summary>Hands the rows to the operating system: before a checkpoint that relies on them.</summary>
    public void Flush()
    {
        WriteLast();
        _file.Flush();
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        WriteLast();
        _file.Dispose();
    }

    // The last row may still be replaced, so it is written when the next one comes.
    private void WriteLast()
    {
        for (; _written < _rows.Count; _written++)
        {
            _file.WriteLine(_rows[_written].ToCsv());
        }
    }
}
