using System.Runtime.InteropServices;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Sources;

public sealed class FolderSourceTests
{
    private const int Nobody = 65534;

    private const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    [Fact]
    public void Count_OfAFolder_IsWhatIsListed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Hungary/1.jpg", "x");
        folder.Write("Hungary/deeper/2.jpg", "x");
        folder.Write("Hungary/.hidden", "x");
        folder.Write("Japan/notes.txt", "x");
        folder.Write("beside.jpg", "x");
        folder.Write("lost+found/3.jpg", "x"); // of a volume that is mounted there
        folder.Write("Japan/lost+found/4.jpg", "x");
        using IPictureSource source = Open(folder);
        Assert.Equal(3, source.Entries(TestContext.Current.CancellationToken).Count());
        Assert.Equal(3, source.Count);
    }

    [Fact]
    public void Entries_FolderWithoutRights_IsListedAndTheOthersAreRead()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("rights are as Linux has them");
            return;
        }

        using var folder = new TemporaryFolder();
        folder.Write("Hungary/1.jpg", "x");
        folder.Write("Japan/2.jpg", "x");
        File.SetUnixFileMode(folder.Path, Shared);
        File.SetUnixFileMode(folder.At("Hungary"), UnixFileMode.None);
        File.SetUnixFileMode(folder.At("Japan"), Shared);
        int before = setfsuid(Nobody); // rights do not bind root; of this thread alone
        try
        {
            using IPictureSource source = Open(folder);
            SourceEntry[] entries = [.. source.Entries(TestContext.Current.CancellationToken)];
            Assert.Equal(["Hungary", "Japan/2.jpg"], entries.Select(entry => entry.File));
            Assert.StartsWith("cannot list '", entries[0].Refused, StringComparison.Ordinal);
            Assert.Null(entries[1].Refused);
        }
        finally
        {
            _ = setfsuid(before);
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.SetUnixFileMode(folder.At("Hungary"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.SetUnixFileMode(folder.At("Japan"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static IPictureSource Open(TemporaryFolder folder) =>
        SourceKinds.Open(new SourceSettings { Name = "b", Kind = "folders", Path = folder.Path });

    [DllImport("libc")]
    private static extern int setfsuid(int user);
}
