using System.Diagnostics;
using System.Runtime.InteropServices;
using CsCheck;
using Honnan.Learning.Runtime;
using Xunit;

namespace Honnan.Learning.Tests.Runtime;

public sealed class ElfSymbolsTests : IDisposable
{
    private const string Context = "_ZN2at13globalContextEv";
    private const string SetThreads = "_ZN2at15set_num_threadsEi";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Find_ExportedSymbols_AreAsFarApartAsTheLoaderHasThem()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ELF is Linux's format");
        TorchRuntime.Start();
        string path = Library();
        nint library = NativeLibrary.Load(path);

        long[]? values = ElfSymbols.Find(path, Context, SetThreads);

        Assert.NotNull(values);
        Assert.Equal(NativeLibrary.GetExport(library, Context) - NativeLibrary.GetExport(library, SetThreads), values[0] - values[1]);
    }

    [Fact]
    public void Find_WhatIsNotThere_IsNull()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ELF is Linux's format");
        Assert.Null(ElfSymbols.Find(Library(), Context, "_ZN2at6nowhereEv"));
        Assert.Null(ElfSymbols.Find(typeof(ElfSymbolsTests).Assembly.Location, Context));
        Assert.Null(ElfSymbols.Find(File("short", [0x7F, (byte)'E', (byte)'L', (byte)'F']), Context));
        Assert.Null(ElfSymbols.Find(File("empty", []), Context));
    }

    [Fact]
    public void Find_InADamagedLibrary_NeverReadsPastItsEnd()
    {
        byte[] small = Small("name");
        Assert.Equal(0x1234, ElfSymbols.Find(File("whole", small), "name")![0]);

        Gen.Select(Gen.Int[0, small.Length - 1], Gen.Byte, Gen.Int[0, small.Length]).Sample(
            (at, value, length) =>
            {
                byte[] damaged = [.. small];
                damaged[at] = value;
                _ = ElfSymbols.Find(File("damaged", damaged[..Math.Max(length, small.Length / 2)]), "name");
            },
            iter: 3000,
            threads: 1);
    }

    public void Dispose() => _folder.Dispose();

    private static string Library()
    {
        TorchRuntime.Start();
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().First(m => Path.GetFileName(m.FileName) == "libtorch_cpu.so").FileName;
    }

    /// <summary>A library of three sections: none, the symbols (none, and one of value 0x1234), their names.</summary>
    private static byte[] Small(string name)
    {
        using var written = new MemoryStream();
        using var writer = new BinaryWriter(written);
        writer.Write([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, .. new byte[33]]);
        writer.Write(64L); // sections, from 0x28
        writer.Write([.. new byte[10], 64, 0, 3, 0, 2, 0]);
        writer.Write(new byte[64]);
        Section(2, 256, 48, 2);
        Section(3, 304, name.Length + 2, 0);
        writer.Write(new byte[24]);
        writer.Write(1);
        writer.Write(0);
        writer.Write(0x1234L);
        writer.Write(0L);
        writer.Write([0, .. System.Text.Encoding.ASCII.GetBytes(name), 0]);
        return written.ToArray();

        void Section(int kind, long offset, long size, int link)
        {
            writer.Write(0);
            writer.Write(kind);
            writer.Write(new byte[16]);
            writer.Write(offset);
            writer.Write(size);
            writer.Write(link);
            writer.Write(new byte[20]);
        }
    }

    private string File(string name, byte[] content)
    {
        string path = _folder.At(name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }
}
