namespace Honnan.Data.Geography;

/// <summary>The tables that lie in the assembly: cells between tabs, a header.</summary>
internal static class EmbeddedTable
{
    /// <summary>The cells of every row after the header.</summary>
    public static List<string[]> Rows(string table)
    {
        using Stream stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(table)!;
        using var reader = new StreamReader(stream);
        var rows = new List<string[]>();
        _ = reader.ReadLine(); // the header
        while (reader.ReadLine() is { } line)
        {
            rows.Add(line.Split('\t'));
        }

        return rows;
    }
}
