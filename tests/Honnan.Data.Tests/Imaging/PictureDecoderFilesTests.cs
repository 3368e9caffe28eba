using Honnan.Data.Imaging;
using Xunit;

namespace Honnan.Data.Tests.Imaging;

/// <summary>Real files, where there are any.</summary>
public sealed class PictureDecoderFilesTests
{
    [Fact]
    public void Decode_RealFiles_GivesTheHeadersSizeOrAReason()
    {
        string folder = Path.Combine(SharedData.Folder(), "kaggle");
        var decoder = new PictureDecoder();
        int decoded = 0;
        string[] files = [.. Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        string[] shortest = [.. files.OrderBy(f => new FileInfo(f).Length).Take(10)]; // damaged ones tend to be short
        foreach (string file in files.Where((_, i) => i % 40 == 0).Union(shortest))
        {
            byte[] bytes = File.ReadAllBytes(file);
            try
            {
                PictureSize size = decoder.ReadHeader(bytes).Size;
                PictureSize half = decoder.Decode(bytes, new PictureSize(size.Width / 2, size.Height / 2)).Size;
                Assert.Equal(new PictureSize((size.Width + 1) / 2, (size.Height + 1) / 2), half);
                decoded++;
            }
            catch (InputException reason)
            {
                Assert.InRange(reason.Message.Length, 5, 80);
            }
        }

        Assert.True(decoded > files.Length / 50);
    }
}
