using System.Text;

namespace Honnan.Data.Catalogue;

/// <summary>
/// Texts of many pictures, added one after the other, as UTF-8 in blocks of bytes: four bytes and its letters each. Adding is
/// for one thread, reading for any.
/// </summary>
internal sealed class PackedTexts
{
    /// <summary>Longer texts are refused, in bytes.</summary>
    public const int MaxBytes = 1 << 16;

    private const int BlockBits = 10;
    private const int BlockTexts = 1 << BlockBits; // times the longest text: what an array can hold, and of usual ones what no heap of large arrays takes

    private readonly PackedColumn<int> _ends = new(); // in the block; with the highest bit where there is no text
    private readonly List<byte[]> _blocks = []; // the last of them has room at its end
    private int _used; // of the last one

    /// <summary>Texts so far, those that are null too.</summary>
    public int Count => _ends.Count;

    /// <summary>The text at a place, from 0; null where there is none.</summary>
    public string? this[int place] => IsNull(place) ? null : Encoding.UTF8.GetString(Utf8(place));

    /// <summary>Whether there is no text at a place.</summary>
    public bool IsNull(int place) => _ends[place] < 0;

    /// <summary>The text at a place as UTF-8; empty where there is none.</summary>
    public ReadOnlySpan<byte> Utf8(int place)
    {
        int start = place % BlockTexts == 0 ? 0 : _ends[place - 1] & int.MaxValue;
        return _blocks[place >> BlockBits].AsSpan(start, (_ends[place] & int.MaxValue) - start);
    }

    /// <summary>Adds the next text, or null.</summary>
    /// <exception cref="InputException">It is longer than <see cref="MaxBytes"/>.</exception>
    public void Add(string? text)
    {
        if (text is null)
        {
            AddNull();
        }
        else
        {
            Add(Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>Adds the next text, as UTF-8.</summary>
    /// <exception cref="InputException">It is longer than <see cref="MaxBytes"/>.</exception>
    public void Add(ReadOnlySpan<byte> text)
    {
        if (text.Length > MaxBytes)
        {
            throw new InputException($"a text of {text.Length} bytes is too long");
        }

        Begin();
        byte[] block = _blocks[^1];
        if (_used + text.Length > block.Length)
        {
            Array.Resize(ref block, Math.Max(_used + text.Length, Math.Min(2 * block.Length, BlockTexts * MaxBytes)));
            _blocks[^1] = block;
        }

        text.CopyTo(block.AsSpan(_used));
        _used += text.Length;
        _ends.Add(_used);
    }

    /// <summary>Adds that there is no text.</summary>
    public void AddNull()
    {
        Begin();
        _ends.Add(_used | int.MinValue);
    }

    /// <summary>A new block, where the last one has its number of texts; that one then gives its free room back.</summary>
    private void Begin()
    {
        if (Count % BlockTexts != 0)
        {
            return;
        }

        if (Count > 0)
        {
            _blocks[^1] = _blocks[^1][.._used];
        }

        _blocks.Add([]);
        _used = 0;
    }
}
