using System.Text.Json;

namespace Honnan.Data.Sources;

/// <summary>
/// A labels file of one JSON object a line, with the keys <c>file</c>, <c>country</c>, <c>latitude</c>, <c>longitude</c> beside
/// others; coordinates are numbers or texts. A line that is none is listed as refused.
/// </summary>
internal sealed class JsonLinesLabels : LabelledSource
{
    private const int MaxLine = 1 << 20;

    public JsonLinesLabels(string path, string? told = null)
        : base(path, told)
    {
        using BoundedLines lines = Open(); // so that a file that cannot be read is told at once
    }

    /// <inheritdoc/>
    public override long? Count => Reading(() =>
    {
        using BoundedLines lines = Open();
        long count = 0;
        while (lines.TryNext(out string line, out _))
        {
            count += line.Length > 0 ? 1 : 0;
        }

        return count;
    });

    /// <inheritdoc/>
    protected override IEnumerable<LabelRow> Rows()
    {
        using BoundedLines lines = Open();
        for (int number = 1; Next(lines) is var (line, tooLong); number++)
        {
            if (tooLong)
            {
                yield return new LabelRow($"line {number}", null, null, null, null, $"longer than {MaxLine} characters");
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Row($"line {number}", line);
            }
        }
    }

    private static LabelRow Row(string where, string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new LabelRow(where, null, null, null, null, "not a JSON object");
            }

            string?[] cells = [.. Columns.Select(name => document.RootElement.TryGetProperty(name, out JsonElement value) ? Text(value) : null)];
            return new LabelRow(where, cells[0], cells[1], cells[2], cells[3]) { Place = cells[4] };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // the latter of half a surrogate pair
        {
            return new LabelRow(where, null, null, null, null, "not a JSON object");
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Null => null,
        _ => value.GetRawText(), // neither a name nor a number, and told so where it is judged
    };

    private BoundedLines Open() => Reading(() => new BoundedLines(new StreamReader(LabelsPath), MaxLine));

    private (string Line, bool TooLong)? Next(BoundedLines lines) =>
        Reading<(string, bool)?>(() => lines.TryNext(out string line, out bool tooLong) ? (line, tooLong) : null);
}
