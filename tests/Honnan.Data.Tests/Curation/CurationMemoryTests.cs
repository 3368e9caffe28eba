using Honnan.Data.Catalogue;
using Honnan.Data.Curation;
using Honnan.Data.Curation.Copies;
using Honnan.Data.Geography;
using Xunit;

namespace Honnan.Data.Tests.Curation;

/// <summary>What a picture takes while it is curated: as an object with its texts it would take some six hundred bytes, and its fingerprint 1,500.</summary>
[Collection(Alone.Name)]
public sealed class CurationMemoryTests
{
    private const int Rows = 100_000;
    private const int MostHeld = 170; // bytes a picture: what the columns take, and what is not full of their last blocks
    private const int MostHeldCurated = 40; // more, with the result
    private const int MostAllocatedOpening = 300;
    private const int MostAllocatedCurating = 1200;

    [Fact]
    public void Curate_HundredThousandRows_HoldsNoObjectsForThem()
    {
        using var folder = new TemporaryFolder();
        string written = CatalogueDrawing.Write(folder.At("catalogue"), Drawn());
        GC.Collect();
        GC.WaitForPendingFinalizers(); // of tests before: what they give back is not to count here
        long held = GC.GetTotalMemory(forceFullCollection: true);
        long allocated = GC.GetTotalAllocatedBytes(precise: true);

        var catalogue = PictureCatalogue.Open(written);
        long opening = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / Rows;
        long open = (GC.GetTotalMemory(forceFullCollection: true) - held) / Rows;
        var options = new CurationOptions { Copies = new CopyOptions { Compare = false } };
        CurationResult result = Curator.Curate(catalogue, options, 1, TestContext.Current.CancellationToken);
        long curating = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / Rows;
        long curated = (GC.GetTotalMemory(forceFullCollection: true) - held) / Rows;
        TestContext.Current.TestOutputHelper!.WriteLine($"bytes a picture: {open} open, {curated} curated; allocated {opening} in opening, {curating} in all");

        Assert.Equal(Rows, result.Kept.Count + result.Dropped.Count);
        Assert.Equal(Rows, catalogue.Pictures.Count);
        Assert.True(open <= MostHeld, $"{open} bytes");
        Assert.True(curated <= MostHeld + MostHeldCurated, $"{curated} bytes");
        Assert.True(opening <= MostAllocatedOpening, $"{opening} bytes");
        Assert.True(curating <= MostAllocatedCurating, $"{curating} bytes");
    }

    private static IEnumerable<CataloguePicture> Drawn()
    {
        // One after the other: a list of them would be what is not to be held.
        var random = new Random(3);
        PictureFingerprint fingerprint = PictureFingerprint.FromBytes(new byte[PictureFingerprint.Rows * 74])!;
        CountryCode[] countries = [.. Countries.All.Take(100).Select(country => country.Code)];
        for (int i = 0; i < Rows; i++)
        {
            int country = random.Next(countries.Length);
            CataloguePicture picture = CatalogueDrawing.Picture(
                i % 2 == 0 ? "a" : "b", i, countries[country].ToString(), -45 + country + random.NextDouble(), (random.NextDouble() * 300) - 150, luminance: 40 + (float)(170 * random.NextDouble()));
            yield return picture with { Fingerprint = fingerprint };
        }
    }
}
