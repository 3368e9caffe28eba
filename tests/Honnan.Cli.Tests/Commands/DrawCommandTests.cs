using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

public sealed class DrawCommandTests
{
    [Fact]
    public void Draw_WhatWasAskedFor_IsThereToImport()
    {
        using var folder = new TemporaryFolder();
        string world = folder.At("world");

        JsonElement drawn = HonnanProcess.Run("draw", "-o", world, "--panoramas", "1", "--windows", "0", "--views", "2", "--short-side", "128", "--seed", "3", "--json").Json();
        JsonElement imported = HonnanProcess.Run("import", drawn.GetProperty("data").GetString()!, "-o", folder.At("catalogue"), "--json").Json();

        Assert.Equal(36, drawn.GetProperty("pictures").GetInt32());
        Assert.Equal(
            ["panoramas 12", "views 24"],
            imported.GetProperty("sources").EnumerateArray().Select(s => $"{s.GetProperty("source").GetString()} {s.GetProperty("pictures").GetInt32()}"));
        Assert.Equal(36, File.ReadLines(Path.Combine(world, "manifest.jsonl")).Count());
    }

    [Fact]
    public void Draw_OverAFormerWorld_NeedsForce()
    {
        using var folder = new TemporaryFolder();
        string[] line = ["draw", "-o", folder.At("world"), "--panoramas", "0", "--windows", "0", "--views", "1", "--short-side", "64"];
        HonnanProcess.Run(line).Done();
        byte[] first = File.ReadAllBytes(folder.At("world/views/images/view_00000.jpg"));

        string told = HonnanProcess.Run(line).Refused();
        HonnanProcess.Run([.. line, "--force", "--seed", "2"]).Done();

        Assert.Contains("--force", told, StringComparison.Ordinal);
        Assert.NotEqual(first, File.ReadAllBytes(folder.At("world/views/images/view_00000.jpg")));
    }

    [Fact]
    public void Draw_Nothing_IsAMistake()
    {
        using var folder = new TemporaryFolder();

        string told = HonnanProcess.Run("draw", "-o", folder.At("world"), "--panoramas", "0", "--windows", "0", "--views", "0").Refused();

        Assert.Contains("panoramas, windows and views are all 0", told, StringComparison.Ordinal);
        Assert.Empty(folder.Everything());
    }
}
