using System.Text;

namespace Honnan.Data.Sources;

/// <summary>
/// The lines of a text of which nobody knows how long they are: of a line beyond the limit only the limit's characters
/// are ever in memory. Lines end as <see cref="TextReader.ReadLine"/> has it: with CR, LF or both.
/// </summary>
/// <param name="reader">The text, which is disposed with this.</param>
/// <param name="most">Characters that a line may have.</param>
internal sealed class BoundedLines(TextReader reader, int most) : IDisposable
{
    private readonly char[] _block = new char[1 << 14];
    private readonly StringBuilder _line = new();
    private int _next;
    private int _end;
    private bool _afterReturn;

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line, or what is kept of it where it is too long.</param>
    /// <param name="tooLong">Whether the line is longer than the limit.</param>
    /// <returns>False at the text's end.</returns>
    public bool TryNext(out string line, out bool tooLong)
    {
        _line.Clear();
        tooLong = false;
        bool any = false;
        while (Fill())
        {
            if (_afterReturn)
            {
                _afterReturn = false;
                _next += _block[_next] == '\n' ? 1 : 0;
                continue;
            }

            any = true;
            ReadOnlySpan<char> rest = _block.AsSpan(_next, _end - _next);
            int length = rest.IndexOfAny('\r', '\n');
            ReadOnlySpan<char> part = length < 0 ? rest : rest[..length];
            int room = most - _line.Length;
            tooLong |= part.Length > room;
            _line.Append(part[..Math.Min(part.Length, room)]);
            _next += part.Length;
            if (length >= 0)
            {
                _afterReturn = _block[_next++] == '\r';
                break;
            }
        }

        line = _line.ToString();
        return any;
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    private bool Fill()
    {
        if (_next == _end)
        {
            (_next, _end) = (0, reader.Read(_block));
        }

        return _next < _end;
    }
}
