using Honnan.Data.Configuration;
using Honnan.Data.Sources;

namespace Honnan.Data.Catalogue;

/// <summary>What an import wrote: every picture of every source, usable or refused, in the sources' order.</summary>
public sealed class PictureCatalogue
{
    internal const string TableName = "catalogue.parquet";
    internal const string SourcesName = "sources.json";
    internal const string QuarantineName = "quarantine.csv";

    internal PictureCatalogue(DataFile data, PictureColumns columns) => (Data, Columns) = (data, columns);

    /// <summary>The data file that was imported, its paths absolute.</summary>
    public DataFile Data { get; }

    /// <summary>Every picture, in the order in which the sources list them; each is made when it is asked for.</summary>
    public IReadOnlyList<CataloguePicture> Pictures => Columns;

    /// <summary>The same column by column.</summary>
    internal PictureColumns Columns { get; }

    /// <summary>Reads a catalogue's folder.</summary>
    /// <exception cref="InputException">It is none, or damaged.</exception>
    public static PictureCatalogue Open(string folder)
    {
        string table = Path.Combine(folder, TableName);
        if (File.Exists(Path.Combine(folder, CatalogueShard.FileName)))
        {
            throw new InputException($"'{folder}' is one part of an import, and no catalogue; 'honnan import --merge PARTS -o CATALOGUE', with the folder of all parts, makes one");
        }

        if (!File.Exists(table))
        {
            throw new InputException($"'{folder}' is no catalogue (it has no {TableName}); 'honnan import DATA.json -o CATALOGUE' makes one");
        }

        DataFile data = StrictJson.Read<DataFile>(Path.Combine(folder, SourcesName));
        return new PictureCatalogue(data, PictureColumnsReader.Read(table, [.. data.Sources.Select(source => source.Name)]));
    }

    /// <summary>The pictures' bytes; the caller disposes.</summary>
    public PictureStore OpenPictures() => PictureStore.Open(Data.Sources);
}
