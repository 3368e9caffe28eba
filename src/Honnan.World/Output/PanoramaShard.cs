using System.Runtime.InteropServices;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Honnan.World.Output;

/// <summary>
/// Writes panoramas in the schema of stochastic/random_streetview_images_pano_v0.0.2: image (a struct of bytes and path),
/// country_iso_alpha2, latitude, longitude and address, all of them text. Dispose after <see cref="Finish"/>.
/// </summary>
internal sealed class PanoramaShard : IDisposable
{
    private const int GroupRows = 64;
    private const short InStruct = 2; // the definition level of a value inside image
    private const short InRow = 1;
    private static readonly string[] Labels = ["country_iso_alpha2", "latitude", "longitude", "address"];

    private readonly List<Row> _rows = [];
    private readonly ParquetFileWriter _writer;

    public PanoramaShard(string path)
    {
        using LogicalType none = LogicalType.None();
        using LogicalType text = LogicalType.String();
        using var bytes = new PrimitiveNode("bytes", Repetition.Optional, none, PhysicalType.ByteArray);
        using var name = new PrimitiveNode("path", Repetition.Optional, text, PhysicalType.ByteArray);
        using var image = new GroupNode("image", Repetition.Optional, [bytes, name]);
        Node[] labels = [.. Labels.Select(label => new PrimitiveNode(label, Repetition.Optional, text, PhysicalType.ByteArray))];
        using var schema = new GroupNode("schema", Repetition.Required, [image, .. labels]);
        using var builder = new WriterPropertiesBuilder();
        using WriterProperties properties = builder.Compression(Compression.Snappy).DisableDictionary().Build();
        _writer = new ParquetFileWriter(path, schema, properties);
        Array.ForEach(labels, label => label.Dispose());
    }

    public void Add(Row row)
    {
        _rows.Add(row);
        if (_rows.Count == GroupRows)
        {
            WriteGroup();
        }
    }

    /// <summary>Writes the last rows and the footer.</summary>
    public void Finish()
    {
        if (_rows.Count > 0)
        {
            WriteGroup();
        }

        _writer.Close();
    }

    public void Dispose() => _writer.Dispose();

    private void WriteGroup()
    {
        using RowGroupWriter group = _writer.AppendRowGroup();
        Column(group, InStruct, row => row.Bytes);
        Column(group, InStruct, row => System.Text.Encoding.UTF8.GetBytes(row.Path));
        Column(group, InRow, row => System.Text.Encoding.UTF8.GetBytes(row.Country));
        Column(group, InRow, row => System.Text.Encoding.UTF8.GetBytes(row.Latitude));
        Column(group, InRow, row => System.Text.Encoding.UTF8.GetBytes(row.Longitude));
        Column(group, InRow, row => System.Text.Encoding.UTF8.GetBytes(row.Address));
        group.Close();
        _rows.Clear();
    }

    private void Column(RowGroupWriter group, short level, Func<Row, byte[]> value)
    {
        byte[][] values = [.. _rows.Select(value)];
        GCHandle[] pins = [.. values.Select(bytes => GCHandle.Alloc(bytes, GCHandleType.Pinned))];
        try
        {
            using var column = (ColumnWriter<ByteArray>)group.NextColumn();
            column.WriteBatch(
                values.Length,
                [.. values.Select(_ => level)],
                [.. values.Select(_ => (short)0)],
                [.. values.Select((bytes, i) => new ByteArray(pins[i].AddrOfPinnedObject(), bytes.Length))]);
        }
        finally
        {
            Array.ForEach(pins, pin => pin.Free());
        }
    }

    /// <summary>A panorama and its labels.</summary>
    internal sealed record Row(byte[] Bytes, string Path, string Country, string Latitude, string Longitude, string Address);
}
