using System.Text;
using CsCheck;
using Honnan.Data.Catalogue;
using Xunit;

namespace Honnan.Data.Tests.Catalogue;

public sealed class PackedTextsTests
{
    [Fact]
    public void Add_AnyTexts_GivesThemBack() => Gen.Select(Gen.Bool, Gen.String, (present, text) => present ? text : null).Array[0, 3000].Sample(
        drawn =>
        {
            // What UTF-8 cannot say is not given back; the tables that these are read from cannot hold it either.
            string?[] texts = [.. drawn.Select(text => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)))];
            var packed = new PackedTexts();
            foreach (string? text in texts)
            {
                packed.Add(text);
            }

            Assert.Equal(texts.Length, packed.Count);
            Assert.Equal(texts, Enumerable.Range(0, packed.Count).Select(i => packed[i]));
        },
        iter: 200);

    [Fact]
    public void Add_ATextThatIsTooLong_IsRefused()
    {
        var packed = new PackedTexts();
        packed.Add(new byte[PackedTexts.MaxBytes]);
        Assert.Contains("too long", Assert.Throws<InputException>(() => packed.Add(new byte[PackedTexts.MaxBytes + 1])).Message, StringComparison.Ordinal);
        Assert.Equal(PackedTexts.MaxBytes, packed.Utf8(0).Length);
    }
}
