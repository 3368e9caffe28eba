using System.Runtime.InteropServices;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Honnan.Data.Tests.Sources;

/// <summary>Writes shards in the panoramas' schema.</summary>
internal static class ParquetDrawing
{
    private static readonly string[] Labels = ["country_iso_alpha2", "latitude", "longitude", "address"];

    public sealed record Row(byte[]? Bytes, string? Country, string? Latitude, string? Longitude);

    public static void Write(string path, params IEnumerable<Row[]> groups) => Write(path, onePage: false, groups);

    /// <param name="path">The file.</param>
    /// <param name="onePage">Whether each column of a row group is one page, however large.</param>
    /// <param name="groups">The row groups, walked once.</param>
    public static void Write(string path, bool onePage, IEnumerable<Row[]> groups)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using LogicalType none = LogicalType.None();
        using LogicalType text = LogicalType.String();
        using var bytes = new PrimitiveNode("bytes", Repetition.Optional, none, PhysicalType.ByteArray);
        using var name = new PrimitiveNode("path", Repetition.Optional, text, PhysicalType.ByteArray);
        using var image = new GroupNode("image", Repetition.Optional, [bytes, name]);
        Node[] labels = [.. Labels.Select(column => new PrimitiveNode(column, Repetition.Optional, text, PhysicalType.ByteArray))];
        using var schema = new GroupNode("schema", Repetition.Required, [image, .. labels]);
        using var settings = new WriterPropertiesBuilder();
        settings.Compression(Compression.Snappy);
        if (onePage)
        {
            settings.DisableDictionary().DataPagesize(int.MaxValue).WriteBatchSize(1 << 20);
        }

        using WriterProperties properties = settings.Build();
        using var writer = new ParquetFileWriter(path, schema, properties);
        foreach (Row[] rows in groups)
        {
            using RowGroupWriter group = writer.AppendRowGroup();
            Column(group, 2, rows.Select(row => row.Bytes));
            Column(group, 2, rows.Select(row => (byte[]?)null));
            Column(group, 1, rows.Select(row => Utf8(row.Country)));
            Column(group, 1, rows.Select(row => Utf8(row.Latitude)));
            Column(group, 1, rows.Select(row => Utf8(row.Longitude)));
            Column(group, 1, rows.Select(row => Utf8("somewhere")));
            group.Close();
        }

        writer.Close();
    }

    private static byte[]? Utf8(string? text) => text is null ? null : System.Text.Encoding.UTF8.GetBytes(text);

    private static void Column(RowGroupWriter group, short present, IEnumerable<byte[]?> values)
    {
        byte[]?[] all = [.. values];
        var pins = all.Where(value => value is not null).Select(value => GCHandle.Alloc(value, GCHandleType.Pinned)).ToList();
        using var column = (ColumnWriter<ByteArray>)group.NextColumn();
        column.WriteBatch(
            all.Length,
            [.. all.Select(value => value is null ? (short)(present - 1) : present)],
            [.. all.Select(_ => (short)0)],
            [.. pins.Select(pin => new ByteArray(pin.AddrOfPinnedObject(), ((byte[])pin.Target!).Length))]);
        pins.ForEach(pin => pin.Free());
    }
}
