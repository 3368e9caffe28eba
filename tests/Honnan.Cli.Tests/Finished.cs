using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests;

/// <summary>What a process left.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
/// <param name="ProcessorSeconds">The time it took on all cores, as far as it was seen.</param>
/// <param name="PeakMebibytes">The most memory it had, as far as it was seen.</param>
internal sealed record Finished(int Code, string Output, string Error, double ProcessorSeconds, double PeakMebibytes)
{
    /// <summary>Asserts that it ended as it should.</summary>
    public Finished Done()
    {
        Assert.True(Code == 0, $"exit code {Code}: {Error}");
        return this;
    }

    /// <summary>Asserts that it told one line about the user's mistake, and gives the line.</summary>
    public string Refused()
    {
        Assert.True(Code == 2, $"exit code {Code}: {Error}");
        Assert.Equal("", Output);
        Assert.StartsWith("honnan: ", Error, StringComparison.Ordinal);
        Assert.Equal(1, Error.Count(c => c == '\n'));
        Assert.EndsWith("\n", Error, StringComparison.Ordinal);
        return Error.TrimEnd();
    }

    /// <summary>Asserts that standard output is one JSON document and nothing else, and gives it.</summary>
    public JsonElement Json()
    {
        Done();
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }
}
