using Honnan.Data.Catalogue;
using Honnan.Data.Curation;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Catalogue;

public sealed class RealDataTests
{
    [Fact]
    [Trait("Category", "slow")]
    public async Task Import_RealData_ListsAllAndRefusesTheKnownBadFiles()
    {
        string shared = SharedData.Folder();
        using var folder = new TemporaryFolder();
        var data = DataFile.Read(folder.Write("data.json", SharedData.DataFileText(shared)));

        ImportResult result = await Importer.ImportAsync(data, folder.At("catalogue"), force: false, null, TestContext.Current.CancellationToken);

        var catalogue = PictureCatalogue.Open(folder.At("catalogue"));
        Assert.Equal([257, 1093, 413], result.Sources.Select(source => source.Pictures));
        Assert.Equal(257 + 1093 + 413, catalogue.Pictures.Count);

        // Found with Pillow 9.4: empty, 600 x 400, and cut off.
        string[] refused = [.. catalogue.Pictures.Where(p => p.Refused is not null).Select(p => $"{p.Address.Source}/{p.Address.File}: {p.Refused}")];
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', refused));
        Assert.Equal(3, refused.Length);
        Assert.Contains(refused, line => line.StartsWith("single/France/canvas_1630144628.jpg: ", StringComparison.Ordinal));
        Assert.Contains(refused, line => line.StartsWith("single/Russia/canvas_1632952196.jpg: ", StringComparison.Ordinal));
        Assert.Contains(refused, line => line.EndsWith(": wrong size 600x400, expected 1536x662", StringComparison.Ordinal));
        Assert.Equal(1 + 3, File.ReadAllLines(folder.At("catalogue/quarantine.csv")).Length);
        Assert.Equal(257, catalogue.Pictures.Count(p => p.Address.Source == "pano" && p.Point is not null && p.Size is { Width: 2244, Height: 561 }));

        CheckSelection(folder, catalogue);

        // What the store reads again is what was judged.
        using PictureStore store = catalogue.OpenPictures();
        foreach (CataloguePicture picture in catalogue.Pictures.Where((_, i) => i % 40 == 0))
        {
            byte[] bytes = store.Read(picture.Address);
            Assert.Equal(picture.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        }
    }

    private static void CheckSelection(TemporaryFolder folder, PictureCatalogue catalogue)
    {
        var options = new CurationOptions { PerCountry = 60 };
        CurationResult result = Curator.Curate(catalogue, options, 42, TestContext.Current.CancellationToken);
        SelectionWriter.Write(catalogue, result, options, 42, folder.At("selection"), force: false);
        var selection = Selection.Open(folder.At("selection"));
        TestContext.Current.TestOutputHelper!.WriteLine(result.Total.ToString());
        Assert.Equal(43, selection.Vocabulary.Count); // the panoramas' countries
        Assert.Equal(catalogue.Pictures.Count, result.Kept.Count + result.Dropped.Count);
        Assert.Equal(3, result.Total.Unusable);
        Assert.True(result.Total.Duplicates > 0);
        Assert.Equal(result.Kept.Count, selection.Pictures.Select(picture => picture.Sha256).Distinct().Count());
    }
}
