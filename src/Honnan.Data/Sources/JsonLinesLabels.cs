using System.Text.Json;

namespace Honnan.Data.Sources;

/// <summary>
/// A labels file of one JSON object a line, with the keys <c>file</c>, <c>country</c>, <c>latitude</c>, <c>longitude</c> beside
/// others; coordinates are numbers or texts. A line that is none is listed as refused.
/// </summary>
internal sealed class JsonLinesLabels(string path) : LabelledSource(path)
{
    private const int MaxLine = 1 << 20;

    /// <inheritdoc/>
    public override long? Count => File.ReadLines(LabelsPath).Count(line => line.Length > 0);

    /// <inheritdoc/>
    protected override IEnumerable<LabelRow> Rows()
    {
        int number = 0;
        foreach (string line in Lines())
        {
            number++;
            if (line.Trim().Length > 0)
            {
                yield return Row($"line {number}", line);
            }
        }
    }

    private static LabelRow Row(string where, string line)
    {
        if (line.Length > MaxLine)
        {
            return new LabelRow(where, null, null, null, null, $"longer than {MaxLine} characters");
        }

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

    private IEnumerable<string> Lines()
    {
        using StreamReader reader = Open();
        while (Next(reader) is { } line)
        {
            yield return line;
        }
    }

    private StreamReader Open()
    {
        try
        {
            return new StreamReader(LabelsPath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot read '{LabelsPath}': {OneLine(error)}", error);
        }
    }

    private string? Next(StreamReader reader)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (IOException error)
        {
            throw new InputException($"cannot read '{LabelsPath}': {OneLine(error)}", error);
        }
    }
}
