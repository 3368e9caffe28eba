using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Sources;

public sealed class PictureFilesTests
{
    [Fact]
    public void Find_FilesAndAFolder_ListsNamedOnesAsTheyAreAndTheFoldersPicturesInOrder()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "inner"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "lost+found"));
        foreach (string name in (string[])["b.JPG", "a.png", "notes.txt", "inner/c.webp", ".hidden.jpg", "lost+found/d.jpg"])
        {
            File.WriteAllText(Path.Combine(folder.Path, name), name);
        }

        string[] found = [.. PictureFiles.Find(["nothere.jpg", folder.Path]).Select(a => a.File)];

        Assert.Equal(["nothere.jpg", .. ((string[])["a.png", "b.JPG", "inner/c.webp"]).Select(n => Path.Combine(folder.Path, n))], found);
    }

    [Fact]
    public void Find_FolderWithoutPictures_IsAnError()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("holds no picture", Assert.Throws<InputException>(() => PictureFiles.Find([folder.Path]).ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingFile_GivesTheReasonAlone() =>
        Assert.Equal("no such file", Assert.Throws<InputException>(() => new PictureFiles().Read(new PictureAddress("files", "/no/such/file.jpg"))).Message);
}
