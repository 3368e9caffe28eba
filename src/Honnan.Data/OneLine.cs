using System.Text.RegularExpressions;

namespace Honnan.Data;

/// <summary>What an error says, in the one line that users are told.</summary>
public static partial class OneLine
{
    /// <summary>The message's first line; of an error of the Parquet library what it says itself, without the name of its C++ type.</summary>
    public static string Of(Exception error)
    {
        string line = error.Message.Split('\n')[0].Trim();
        return ParquetsOwn().Match(line) is { Success: true } own ? own.Groups["what"].Value : line;
    }

    // ParquetSharp tells the C++ library's errors as "TYPE (message: 'WHAT')".
    [GeneratedRegex(@"\(message: '(?<what>.+)'\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ParquetsOwn();
}
