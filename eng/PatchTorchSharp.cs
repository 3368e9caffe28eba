using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Changes a copy of one of TorchSharp's files: makes its native library loadable with a libstdc++ older than GCC 13's, and its
/// assembly hold its arguments while libtorch uses them. Other files are left alone.
/// </summary>
public sealed class PatchTorchSharp : Task
{
    private const uint ElfMagic = 0x464c457f;

    private const string NewSymbol = "_ZSt21ios_base_library_initv";
    private const string OldSymbol = "_ZNSt8ios_base4InitC1Ev";
    private const string NewVersion = "GLIBCXX_3.4.32";
    private const string OldVersion = "GLIBCXX_3.4";
    private const uint StringTable = 3;
    private const uint VersionNeeds = 0x6ffffffe;

    // The value of the assembly's DebuggableAttribute, laid out as by ECMA-335 (II.23.3): its length, the prolog, DebuggingModes as
    // an int, no named arguments. DisableOptimizations counts beside Default alone.
    private const string Optimised = "\x08\x01\0\x02\0\0\0\0\0"; // IgnoreSymbolStoreSequencePoints
    private const string Holding = "\x08\x01\0\x03\x01\0\0\0\0"; // that, Default and DisableOptimizations

    [Required]
    public string File { get; set; } = "";

    public override bool Execute()
    {
        byte[] image = System.IO.File.ReadAllBytes(File);
        if (!(IsElf(image) ? MakeLoadable(image) : IsAssembly(image) && MakeHold(image)))
        {
            Log.LogMessage(MessageImportance.Low, "{0} needs no patch", File);
            return !Log.HasLoggedErrors;
        }

        // The time stamp is kept: an incremental build then sees nothing to copy anew.
        DateTime stamp = System.IO.File.GetLastWriteTimeUtc(File);
        string beside = File + "." + Guid.NewGuid().ToString("N");
        System.IO.File.WriteAllBytes(beside, image);
        System.IO.File.SetLastWriteTimeUtc(beside, stamp);
        System.IO.File.Delete(File);
        System.IO.File.Move(beside, File);
        Log.LogMessage(MessageImportance.Normal, "{0} patched", File);
        return true;
    }

    private static bool IsElf(byte[] image) => image.Length >= 64 && BitConverter.ToUInt32(image, 0) == ElfMagic && image[4] == 2;

    private static bool IsAssembly(byte[] image) => image.Length >= 64 && image[0] == 'M' && image[1] == 'Z';

    private bool MakeHold(byte[] image)
    {
        int at = OnlyPlace(image, Optimised);
        if (at < 0 && OnlyPlace(image, Holding) < 0)
        {
            Log.LogError("{0}: its DebuggableAttribute is not where this build looks for it (that of TorchSharp 0.107 is known)", File);
        }

        if (at < 0)
        {
            return false;
        }

        Encoding.ASCII.GetBytes(Holding, 0, Holding.Length, image, at);
        return true;
    }

    /// <summary>Where a text is, or -1 where it is not, or more than once.</summary>
    private static int OnlyPlace(byte[] image, string text)
    {
        int at = IndexOf(image, 0, image.Length, text);
        return at >= 0 && IndexOf(image, at + 1, image.Length - at - 1, text) < 0 ? at : -1;
    }

    /// <summary>Field offsets are those of the ELF-64 gABI and of the LSB's chapter on symbol versions.</summary>
    private static bool MakeLoadable(byte[] image)
    {
        int sections = checked((int)BitConverter.ToUInt64(image, 0x28));
        int sectionSize = BitConverter.ToUInt16(image, 0x3a);
        int count = BitConverter.ToUInt16(image, 0x3c);
        bool changed = false;
        for (int i = 0; i < count; i++)
        {
            int header = sections + i * sectionSize;
            if (BitConverter.ToUInt32(image, header + 4) == VersionNeeds)
            {
                int table = sections + checked((int)BitConverter.ToUInt32(image, header + 0x28)) * sectionSize;
                if (BitConverter.ToUInt32(image, table + 4) == StringTable)
                {
                    int names = checked((int)BitConverter.ToUInt64(image, table + 0x18));
                    int namesSize = checked((int)BitConverter.ToUInt64(image, table + 0x20));
                    int needs = checked((int)BitConverter.ToUInt64(image, header + 0x18));
                    changed |= RenameSymbol(image, names, namesSize) && LowerVersion(image, needs, names, namesSize);
                }
            }
        }

        return changed;
    }

    private static bool RenameSymbol(byte[] image, int names, int size)
    {
        int at = IndexOf(image, names, size, "\0" + NewSymbol + "\0");
        if (at < 0)
        {
            return false;
        }

        byte[] replacement = new byte[NewSymbol.Length];
        Encoding.ASCII.GetBytes(OldSymbol, 0, OldSymbol.Length, replacement, 0);
        replacement.CopyTo(image, at + 1);
        return true;
    }

    private static bool LowerVersion(byte[] image, int need, int names, int size)
    {
        int oldName = IndexOf(image, names, size, "\0" + OldVersion + "\0") + 1 - names;
        while (true)
        {
            int entry = need + checked((int)BitConverter.ToUInt32(image, need + 8));
            for (int i = BitConverter.ToUInt16(image, need + 2); i > 0; i--)
            {
                int name = names + checked((int)BitConverter.ToUInt32(image, entry + 8));
                if (IndexOf(image, name, NewVersion.Length + 1, NewVersion + "\0") == name)
                {
                    BitConverter.GetBytes(Hash(OldVersion)).CopyTo(image, entry);
                    BitConverter.GetBytes((uint)oldName).CopyTo(image, entry + 8);
                    return true;
                }

                entry += checked((int)BitConverter.ToUInt32(image, entry + 12));
            }

            uint next = BitConverter.ToUInt32(image, need + 12);
            if (next == 0)
            {
                return false;
            }

            need += checked((int)next);
        }
    }

    /// <summary>The SysV ELF hash of a name.</summary>
    private static uint Hash(string name)
    {
        uint hash = 0;
        foreach (char c in name)
        {
            hash = (hash << 4) + c;
            uint high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }

    private static int IndexOf(byte[] image, int start, int length, string text)
    {
        byte[] pattern = Encoding.ASCII.GetBytes(text);
        for (int at = start; at + pattern.Length <= start + length; at++)
        {
            int i = 0;
            while (i < pattern.Length && image[at + i] == pattern[i])
            {
                i++;
            }

            if (i == pattern.Length)
            {
                return at;
            }
        }

        return -1;
    }
}
