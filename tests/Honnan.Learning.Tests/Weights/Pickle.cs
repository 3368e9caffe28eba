using System.Text;

namespace Honnan.Learning.Tests.Weights;

/// <summary>Pickles written out instruction by instruction, as CPython's pickletools names them.</summary>
internal sealed class Pickle
{
    private readonly List<byte> _out = [];

    public static Pickle Protocol(byte version) => new Pickle().Raw(0x80, version);

    public static Pickle Two() => Protocol(2);

    public Pickle Raw(params byte[] bytes)
    {
        _out.AddRange(bytes);
        return this;
    }

    public Pickle Op(string codes) => Raw(Encoding.ASCII.GetBytes(codes));

    public Pickle Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return Op("X").Raw(BitConverter.GetBytes(utf8.Length)).Raw(utf8);
    }

    public Pickle Int(long value)
    {
        byte[] bytes = BitConverter.GetBytes(value);
        return Raw(0x8a, 8).Raw(bytes);
    }

    public Pickle Float(double value)
    {
        byte[] bytes = BitConverter.GetBytes(value);
        Array.Reverse(bytes);
        return Op("G").Raw(bytes);
    }

    public Pickle Global(string module, string name) => Op($"c{module}\n{name}\n");

    public Pickle Ints(params long[] values)
    {
        Op("(");
        foreach (long value in values)
        {
            Int(value);
        }

        return Op("t");
    }

    /// <summary>("storage", class, key, "cpu", count[, None]) as a persistent id.</summary>
    public Pickle Storage(string type, string key, long count, bool legacy = false)
    {
        Op("(").Text("storage").Global("torch", type).Text(key).Text("cpu").Int(count);
        return Op(legacy ? "NtQ" : "tQ");
    }

    /// <summary>torch._utils._rebuild_tensor_v2(storage, offset, shape, strides, False, OrderedDict()).</summary>
    public Pickle Tensor(string type, string key, long count, long offset, long[] shape, long[] strides, bool legacy = false) =>
        Global("torch._utils", "_rebuild_tensor_v2").Op("(").Storage(type, key, count, legacy)
            .Int(offset).Ints(shape).Ints(strides).Raw(0x89).Global("collections", "OrderedDict").Op(")RtR");

    public byte[] Stop() => [.. Op(".")._out];
}
