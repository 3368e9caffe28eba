using Honnan.Data.Files;
using Honnan.Data.Sources;

namespace Honnan.Data.Catalogue;

/// <summary>Writes a catalogue's table and its list of refused pictures, one judged picture after the other, and counts.</summary>
internal sealed class CatalogueWriter : IDisposable
{
    private readonly ParquetTableWriter<CatalogueTable.Row> _table;
    private readonly CsvTable _quarantine;
    private readonly List<SourceImport> _counts;

    /// <summary>Begins the files.</summary>
    /// <param name="data">What is imported.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="isShard">Whether it is a part of the pictures, whose table has what it takes to put the parts together.</param>
    public CatalogueWriter(DataFile data, OutputFolder folder, bool isShard)
    {
        _counts = [.. data.Sources.Select(source => new SourceImport { Source = source.Name })];
        _quarantine = new CsvTable(folder.FilePath(PictureCatalogue.QuarantineName), "source", "file", "reason");
        try
        {
            _table = new ParquetTableWriter<CatalogueTable.Row>(folder.FilePath(PictureCatalogue.TableName), isShard ? CatalogueTable.ShardFields : CatalogueTable.Fields);
        }
        catch
        {
            _quarantine.Dispose();
            throw;
        }
    }

    /// <summary>Pictures so far.</summary>
    public long Pictures { get; private set; }

    /// <summary>Adds the next picture.</summary>
    /// <param name="source">Its source, by its place in the data file.</param>
    /// <param name="row">What was found.</param>
    public void Add(int source, CatalogueTable.Row row)
    {
        _table.Add(row);
        Count(_counts[source], row);
        if (row.Refused is { } reason)
        {
            _quarantine.Add(row.Source, row.File, reason);
        }

        Pictures++;
    }

    /// <summary>Ends the files; gives the counts.</summary>
    public ImportResult Finish()
    {
        _table.Finish();
        return new ImportResult(_counts);
    }

    /// <summary>Counts a picture.</summary>
    public static void Count(SourceImport count, CatalogueTable.Row row)
    {
        count.Pictures++;
        if (row.Refused is { } reason)
        {
            count.RefusedByReason[reason] = count.RefusedByReason.TryGetValue(reason, out long before) ? before + 1 : 1;
            return;
        }

        count.Usable++;
        if (row.UnreadableCoordinates is { } text)
        {
            count.UnreadableCoordinates++;
            if (count.UnreadableCoordinateFiles.Count < SourceImport.MaxListed)
            {
                count.UnreadableCoordinateFiles.Add($"{row.File}: {text}");
            }
        }
        else if (row.Latitude is null)
        {
            count.WithoutCoordinates++;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _quarantine.Dispose();
        }
        finally
        {
            _table.Dispose();
        }
    }
}
