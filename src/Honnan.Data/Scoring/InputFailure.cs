using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Honnan.Data.Sources;
using Honnan.Data.Stores;

namespace Honnan.Data.Scoring;

/// <summary>
/// Tells a disk or a mounted folder that fails from a picture that cannot be read: after the first no picture can be, and
/// rows would say so of all that are left.
/// </summary>
internal static partial class InputFailure
{
    private const int NoSuchFile = 2; // ENOENT, the same on every Unix

    // The system's numbers, which .NET has as HResult, for what is wrong with a file system, the way to it, or this process.
    private static readonly FrozenSet<int> Numbers = FrozenSet.ToFrozenSet(
    [
        5, 12, 19, 23, 24, // EIO, ENOMEM, ENODEV, ENFILE, EMFILE, the same on every Unix
        .. OperatingSystem.IsLinux()
            ? (int[])[100, 101, 102, 103, 104, 107, 108, 110, 111, 112, 113, 116, 121] // ENETDOWN to ECONNRESET, ENOTCONN, ESHUTDOWN, ETIMEDOUT to EHOSTUNREACH, ESTALE, EREMOTEIO
            : [50, 51, 52, 53, 54, 57, 58, 60, 61, 64, 65, 70], // the same of macOS
    ]);

    /// <summary>What ends the run in place of a row with an error; null where the error is the picture's own.</summary>
    /// <param name="name">The picture.</param>
    /// <param name="error">Why it could not be read.</param>
    /// <param name="input">What the user named on this system; null for what lies in a store.</param>
    public static StoreException? Of(string name, InputException error, string? input)
    {
        int? number = error.InnerException switch { IOException cause => cause.HResult, null => NumberIn(error.Message), _ => null };
        return number is { } failed && Numbers.Contains(failed) ? new StoreException($"'{name}': {error.Message}; the same command goes on once that is mended", mayPass: true, error)
            : input is not null && (SourceRoot.IsNoSuchFile(error) || number == NoSuchFile) && IsGone(input) ? new StoreException($"input '{input}' is no longer there; the same command goes on once it is", mayPass: true, error)
            : null;
    }

    // What was mounted leaves an empty folder behind.
    private static bool IsGone(string input)
    {
        try
        {
            return Directory.Exists(input) ? !Directory.EnumerateFileSystemEntries(input).Any() : !File.Exists(input);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static int? NumberIn(string message) =>
        ParquetsNumber().Match(message) is { Success: true } found ? int.Parse(found.Groups["number"].Value, CultureInfo.InvariantCulture) : null;

    // The Parquet library tells the system's number in its text.
    [GeneratedRegex(@"\[errno (?<number>\d{1,5})\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ParquetsNumber();
}
