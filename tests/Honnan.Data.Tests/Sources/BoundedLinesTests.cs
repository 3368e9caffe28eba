using CsCheck;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Sources;

public sealed class BoundedLinesTests
{
    // The longest ones are as long as what is read at a time, and one less.
    private static readonly string[] Parts = ["a", "bcd", "\n", "\r", "\r\n", "é", new('x', 16_383), new('y', 16_384)];

    [Fact]
    public void TryNext_AnyText_GivesTheLinesOfReadLineUpToTheLimit() => Gen.Select(
        Gen.Int[0, Parts.Length - 1].Array[0, 12], Gen.Int[0, 20]).Sample((parts, most) =>
        {
            string text = string.Concat(parts.Select(part => Parts[part]));
            using var expected = new StringReader(text);
            using var lines = new BoundedLines(new StringReader(text), most);
            while (expected.ReadLine() is { } line)
            {
                Assert.True(lines.TryNext(out string read, out bool tooLong));
                Assert.Equal((line[..Math.Min(most, line.Length)], line.Length > most), (read, tooLong));
            }

            Assert.False(lines.TryNext(out _, out _));
        });

    [Fact]
    public void TryNext_LineOf64Megabytes_IsNotHeldInMemory()
    {
        using var lines = new BoundedLines(new Endless(64 << 20), 1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(lines.TryNext(out string line, out bool tooLong));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal((1000, true), (line.Length, tooLong));
    }

    /// <summary>So many letters, and no line's end.</summary>
    private sealed class Endless(int letters) : TextReader
    {
        private int _left = letters;

        public override int Read(Span<char> buffer)
        {
            int count = Math.Min(buffer.Length, _left);
            buffer[..count].Fill('a');
            _left -= count;
            return count;
        }
    }
}
