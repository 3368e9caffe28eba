using Honnan.Learning.Ranks;
using Honnan.Learning.Tests.Ranks;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

public sealed class RankFolderTests
{
    [Fact]
    public void New_ClearsAwayWhatKilledRanksLeft_AndNothingThatIsTaken()
    {
        DirectoryInfo dead = Directory.CreateTempSubdirectory("honnan-rank-"), living = Directory.CreateTempSubdirectory("honnan-rank-"), begun = Directory.CreateTempSubdirectory("honnan-rank-");
        foreach (DirectoryInfo folder in (DirectoryInfo[])[dead, living])
        {
            File.WriteAllText(Path.Combine(folder.CreateSubdirectory("run").FullName, "checkpoint.safetensors"), "large");
            File.WriteAllText(Path.Combine(folder.FullName, "rank.lock"), "");
        }

        using (new FileStream(Path.Combine(living.FullName, "rank.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            string? own = null;
            ThreadRanks.Run(2, ranks =>
            {
                if (!ranks.Leads())
                {
                    using var folder = new RankFolder(ranks, null);
                    using IDisposable claim = folder.Run.Claim();
                    own = folder.Run.Path;
                    Assert.True(Directory.Exists(own));
                }
            });

            Assert.NotNull(own);
            Assert.Equal((false, true, true, false), (dead.Exists, living.Exists, begun.Exists, Directory.Exists(Path.GetDirectoryName(own))));
        }

        living.Delete(recursive: true);
        begun.Delete(recursive: true);
    }
}
