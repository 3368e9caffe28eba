using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Honnan.Data.Downloads;
using Xunit;

namespace Honnan.Data.Tests.Downloads;

public sealed class DownloadNamesTests
{
    [Theory]
    [InlineData("resnet50-11ad3fa6", "11ad3fa6")]
    [InlineData("resnet18-f37072fd.pth", "f37072fd")]
    public async Task Files_OfTorchVision_AreCheckedByTheDigitsOfTheirName(string name, string digits)
    {
        using var client = new HttpClient();
        Downloadable file = Assert.Single(await DownloadNames.FilesAsync(name, Listings(client), TestContext.Current.CancellationToken));
        Assert.Equal(digits, file.Sha256);
        Assert.Equal($"https://download.pytorch.org/models/{file.Path}", file.Address.ToString());
    }

    [Fact]
    public async Task Files_UnknownName_SuggestsTheNearest()
    {
        using var client = new HttpClient();
        string message = (await Assert.ThrowsAsync<InputException>(() => DownloadNames.FilesAsync("resnet50-11ad3fa7", Listings(client), TestContext.Current.CancellationToken))).Message;
        Assert.StartsWith("there is no download 'resnet50-11ad3fa7'; did you mean 'resnet50-11ad3fa6'?; there are hf-pano, kaggle-50k, ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_KnownWeights_CanBeDownloaded() => Assert.Empty(KnownWeights.All.Select(w => w.Name).Except(Downloader.Names));

    [Fact]
    public void Files_OfAListing_HaveTheirLengthsAndHashes()
    {
        JsonElement listing = JsonSerializer.Deserialize<JsonElement>("""
            [ { "type": "file", "path": "README.md", "size": 5 },
              { "type": "file", "path": "data/train-0.parquet", "size": 9, "lfs": { "oid": "ab12", "size": 9, "pointerSize": 134 } },
              { "type": "file", "path": "../../x", "size": 9, "lfs": { "oid": "ab12", "size": 9 } } ]
            """);
        Downloadable file = Assert.Single(DownloadNames.Files(listing, "datasets/a/b", path => $"hf-pano/{path}"));
        Assert.Equal(("hf-pano/data/train-0.parquet", 9L, "ab12"), (file.Path, file.Length!.Value, file.Sha256));
        Assert.Equal("https://huggingface.co/datasets/a/b/resolve/main/data/train-0.parquet", file.Address.ToString());
    }

    [Fact]
    public void Unpack_OneFileOfAnArchive_IsFoundByItsHash()
    {
        using var folder = new TemporaryFolder();
        byte[] wanted = [1, 2, 3];
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(wanted));
        foreach (string kind in new[] { "zip", "tar" })
        {
            if (kind == "zip")
            {
                using ZipArchive zip = ZipFile.Open(folder.At("a.archive"), ZipArchiveMode.Create);
                using Stream entry = zip.CreateEntry("x/../../w.pth").Open();
                entry.Write(wanted);
            }
            else
            {
                using FileStream stream = File.Create(folder.At("a.archive"));
                using var packed = new GZipStream(stream, CompressionLevel.Fastest);
                using var tar = new TarWriter(packed);
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "p/readme") { DataStream = new MemoryStream([9]) });
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "p/w.pth") { DataStream = new MemoryStream(wanted) });
            }

            var file = new Downloadable("a.archive", new Uri("http://127.0.0.1/")) { Only = ("w.pth", hash[..16]) };
            Assert.False(PackedFiles.AreThere(file, folder.Path));
            PackedFiles.Unpack(file, folder.Path, TestContext.Current.CancellationToken);
            Assert.Equal(wanted, File.ReadAllBytes(folder.At("w.pth")));
            Assert.False(File.Exists(folder.At("a.archive")));
            Assert.True(PackedFiles.AreThere(file, folder.Path));
            File.Delete(folder.At("w.pth"));
        }
    }

    [Fact]
    public void Unpack_AZip_LiesBesideAndLeadsNowhereElse()
    {
        using var folder = new TemporaryFolder();
        using (ZipArchive zip = ZipFile.Open(folder.At("a.zip"), ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("compressed_dataset/Hungary/1.jpg").Open();
            entry.WriteByte(1);
        }

        var file = new Downloadable("a.zip", new Uri("http://127.0.0.1/")) { Unpack = true };
        PackedFiles.Unpack(file, folder.Path, TestContext.Current.CancellationToken);
        Assert.True(File.Exists(folder.At("compressed_dataset/Hungary/1.jpg")));
        Assert.True(PackedFiles.AreThere(file, folder.Path));
        Directory.CreateDirectory(folder.At("in"));
        using (ZipArchive zip = ZipFile.Open(folder.At("in/b.zip"), ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("../out.jpg").Open();
            entry.WriteByte(1);
        }

        Assert.Throws<InputException>(() => PackedFiles.Unpack(new Downloadable("in/b.zip", file.Address) { Unpack = true }, folder.Path, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(folder.At("out.jpg")));
    }

    private static ListingReader Listings(HttpClient client) => new(client, new DownloadOptions(), TimeProvider.System);
}
