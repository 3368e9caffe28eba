using Xunit;

namespace Honnan.Data.Tests;

/// <summary>Real street imagery that lies beside the project where it is available; tests that need it are skipped without it.</summary>
internal static class SharedData
{
    public static string Folder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Honnan.slnx")))
            {
                string shared = Path.Combine(folder.Parent!.FullName, "shared", "data");
                Assert.SkipUnless(Directory.Exists(shared), $"there is no '{shared}'");
                return shared;
            }
        }

        Assert.Skip("the project's root was not found");
        return "";
    }

    public static string DataFileText(string folder) => $$"""
        { "sources": [
            { "name": "pano", "kind": "parquet", "path": "{{folder}}/hf-pano" },
            { "name": "single", "kind": "folders", "path": "{{folder}}/kaggle/compressed_dataset", "size": "1536x662", "overlay": "geoguessr" },
            { "name": "views", "kind": "csv", "path": "{{folder}}/views/labels.csv" } ],
          "vocabulary": { "from": ["pano"] } }
        """;
}
