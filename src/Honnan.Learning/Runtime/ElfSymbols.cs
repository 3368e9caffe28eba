using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace Honnan.Learning.Runtime;

/// <summary>
/// The symbols of a 64-bit little-endian ELF library by name, those that it keeps to itself too: the loader gives out exported
/// ones alone. Format: System V Application Binary Interface, chapters 4 and 5 (https://gabi.xinuos.com).
/// </summary>
internal static class ElfSymbols
{
    private const int HeaderSize = 64;
    private const int SectionSize = 64;
    private const int SymbolSize = 24;
    private const uint SymbolTable = 2; // SHT_SYMTAB

    /// <summary>The value (the address, the library's own being 0) of each name's symbol.</summary>
    /// <param name="path">The library's file; a broken one is never read past its end.</param>
    /// <param name="names">Names as compilers write them.</param>
    /// <returns>As many values as names; null where the file is no such library, is stripped, or lacks one of them.</returns>
    public static long[]? Find(string path, params ReadOnlySpan<string> names)
    {
        long length = new FileInfo(path).Length;
        if (length < HeaderSize)
        {
            return null;
        }

        using var mapped = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using MemoryMappedViewAccessor view = mapped.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte[] header = new byte[HeaderSize];
        _ = view.ReadArray(0, header, 0, HeaderSize);
        if (!header.AsSpan().StartsWith("\u007fELF\u0002\u0001"u8)
            || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(0x3A)) != SectionSize)
        {
            return null;
        }

        long sections = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(0x28));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(0x3C));
        for (int i = 0; i < count; i++)
        {
            if (Section(view, sections, i, length) is { Kind: SymbolTable } table
                && Section(view, sections, table.Link, length) is { } texts)
            {
                return Find(view, table, texts, names);
            }
        }

        return null;
    }

    private static unsafe long[]? Find(MemoryMappedViewAccessor view, ElfSection table, ElfSection texts, ReadOnlySpan<string> names)
    {
        byte* file = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref file);
        try
        {
            var symbols = new ReadOnlySpan<byte>(file + table.Offset, table.Length);
            var strings = new ReadOnlySpan<byte>(file + texts.Offset, texts.Length);
            long[] values = new long[names.Length];
            for (int i = 0; i < names.Length; i++)
            {
                int text = strings.IndexOf(Encoding.ASCII.GetBytes($"\0{names[i]}\0")) + 1;
                if (text == 0 || Value(symbols, (uint)text) is not { } value)
                {
                    return null;
                }

                values[i] = value;
            }

            return values;
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    private static long? Value(ReadOnlySpan<byte> symbols, uint text)
    {
        for (; symbols.Length >= SymbolSize; symbols = symbols[SymbolSize..])
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(symbols) == text)
            {
                return BinaryPrimitives.ReadInt64LittleEndian(symbols[8..]);
            }
        }

        return null;
    }

    private static ElfSection? Section(MemoryMappedViewAccessor view, long sections, int index, long length)
    {
        byte[] entry = new byte[SectionSize];
        long at = sections + ((long)index * SectionSize);
        if (sections < 0 || sections > length || index < 0 || at > length - SectionSize || view.ReadArray(at, entry, 0, SectionSize) < SectionSize)
        {
            return null;
        }

        long offset = BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(0x18));
        long size = BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(0x20));
        return offset >= 0 && size is >= 0 and <= int.MaxValue && offset <= length - size
            ? new(BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(0x04)), offset, (int)size, BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(0x28)))
            : null;
    }

    private readonly record struct ElfSection(uint Kind, long Offset, int Length, int Link);
}
