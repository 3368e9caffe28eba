namespace Honnan.Testing;

/// <summary>Real street imagery that lies beside the project where it is available; tests that need it are skipped without it.</summary>
public static class SharedData
{
    /// <summary>Its folder.</summary>
    public static string Folder() => SharedFolder.Existing("data");

    /// <summary>A data file over its three sources.</summary>
    public static string DataFileText(string folder) => $$"""
        { "sources": [
            { "name": "pano", "kind": "parquet", "path": "{{folder}}/hf-pano" },
            { "name": "single", "kind": "folders", "path": "{{folder}}/kaggle/compressed_dataset", "size": "1536x662", "overlay": "geoguessr" },
            { "name": "views", "kind": "csv", "path": "{{folder}}/views/labels.csv" } ],
          "vocabulary": { "from": ["pano"] } }
        """;
}
