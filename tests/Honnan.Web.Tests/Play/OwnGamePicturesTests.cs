using Honnan.Inference.Tests;
using Honnan.Web.Play;
using Xunit;

namespace Honnan.Web.Tests.Play;

public sealed class OwnGamePicturesTests
{
    [Fact]
    public void Choose_WhileThereAreOthers_GivesNoneTwice()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 5; i++)
        {
            folder.Write($"own/{(i < 4 ? "Hungary" : "France")}/{i}.jpg", DrawnPictures.Jpeg(150, 64, seed: i));
        }

        using var pictures = new OwnGamePictures(folder.At("own"));
        HashSet<string> shown = [];

        for (int i = 0; i < 5; i++)
        {
            pictures.Choose(shown);
            Assert.Equal(i + 1, shown.Count);
        }

        pictures.Choose(shown); // all have been: one comes again
        Assert.Equal(5, shown.Count);
    }
}
