using System.Buffers.Binary;
using System.Text;

namespace Honnan.Build.Tests;

/// <summary>What a 64-bit little-endian ELF file asks of others. Offsets: ELF-64 gABI, and the LSB on symbol versions.</summary>
internal sealed class ElfNeeds
{
    private readonly byte[] _file;
    private readonly (uint Type, int Offset, int Size, int Link)[] _sections;

    public ElfNeeds(byte[] file)
    {
        _file = file;
        int table = (int)Int64(0x28);
        int size = Int16(0x3a);
        _sections =
        [
            .. Enumerable.Range(0, Int16(0x3c)).Select(i => table + (i * size))
                .Select(at => ((uint)Int32(at + 4), (int)Int64(at + 0x18), (int)Int64(at + 0x20), Int32(at + 0x28))),
        ];
    }

    /// <summary>The symbol versions it needs, as library and version with the version's hash checked.</summary>
    public IReadOnlyList<(string Library, string Version)> Versions()
    {
        var found = new List<(string, string)>();
        (_, int at, _, int link) = _sections.Single(s => s.Type == 0x6ffffffe); // .gnu.version_r
        int names = _sections[link].Offset;
        for (int next = at; ; next += Int32(next + 12))
        {
            string library = Text(names + Int32(next + 4));
            int entry = next + Int32(next + 8);
            for (int i = 0; i < Int16(next + 2); i++)
            {
                string version = Text(names + Int32(entry + 8));
                if ((uint)Int32(entry) != Hash(version))
                {
                    throw new InvalidDataException($"the hash of {version} is wrong");
                }

                found.Add((library, version));
                entry += Int32(entry + 12);
            }

            if (Int32(next + 12) == 0)
            {
                return found;
            }
        }
    }

    /// <summary>The names of the dynamic symbols it takes from elsewhere.</summary>
    public IReadOnlyCollection<string> Symbols()
    {
        (_, int at, int size, int link) = _sections.Single(s => s.Type == 11); // .dynsym
        int names = _sections[link].Offset;
        return [.. Enumerable.Range(0, size / 24).Select(i => at + (i * 24)).Where(s => Int16(s + 6) == 0).Select(s => Text(names + Int32(s)))];
    }

    private static uint Hash(string name) => name.Aggregate(0u, (hash, c) =>
    {
        ulong sum = ((ulong)hash << 4) + c;
        return (uint)((sum ^ ((sum & 0xf0000000) >> 24)) & 0x0fffffff);
    });

    private int Int16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(at));

    private int Int32(int at) => BinaryPrimitives.ReadInt32LittleEndian(_file.AsSpan(at));

    private long Int64(int at) => BinaryPrimitives.ReadInt64LittleEndian(_file.AsSpan(at));

    private string Text(int at) => Encoding.ASCII.GetString(_file.AsSpan(at, _file.AsSpan(at).IndexOf((byte)0)));
}
