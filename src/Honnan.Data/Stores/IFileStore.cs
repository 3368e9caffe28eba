namespace Honnan.Data.Stores;

/// <summary>
/// A folder of files, on this system or in an object store. Names are paths below it, with '/'. Safe to call from several
/// threads. What goes wrong with the store is a <see cref="StoreException"/>, with this system's disks an <see cref="IOException"/>
/// or an <see cref="UnauthorizedAccessException"/>.
/// </summary>
public interface IFileStore : IDisposable
{
    /// <summary>The folder as a user names it.</summary>
    string Place { get; }

    /// <summary>What the last listing passed over, to be told; null where nothing was.</summary>
    string? PassedOver { get; }

    /// <summary>A file's path or address, for messages and for the results' documents.</summary>
    string PathOf(string name);

    /// <summary>Whether there is such a file.</summary>
    bool HasFile(string name);

    /// <summary>Whether there is such a folder ("": the store's own): in an object store, whether it holds anything.</summary>
    bool HasFolder(string folder);

    /// <summary>The folders right below the store's own.</summary>
    IEnumerable<string> Folders(CancellationToken stop);

    /// <summary>The files of a folder ("": the store's own), in any order; hidden ones and links are passed over. A folder that is not there has none.</summary>
    /// <param name="folder">Its name.</param>
    /// <param name="deep">Whether those of all folders below belong to it.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="InputException">It cannot be listed.</exception>
    IEnumerable<StoredFile> List(string folder, bool deep, CancellationToken stop);

    /// <summary>A file to be read at any place, as it is now: where it changes later, reading fails.</summary>
    /// <exception cref="InputException">The reason alone: there is none.</exception>
    IStoredContent Open(string name, CancellationToken stop);

    /// <summary>A file's bytes; on this system read before the call returns.</summary>
    /// <param name="name">The file.</param>
    /// <param name="most">Bytes that it may have.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="InputException">The reason alone: none there, or larger.</exception>
    Task<byte[]> ReadAsync(string name, long most, CancellationToken stop);

    /// <summary>Writes a file, of which nothing is seen before it is whole.</summary>
    /// <param name="name">The file.</param>
    /// <param name="replace">Whether one that is there is replaced.</param>
    /// <param name="write">Writes it from its beginning to its end.</param>
    /// <returns>False where there is one that is not to be replaced; that stays.</returns>
    bool Write(string name, bool replace, Action<Stream> write);

    /// <summary>Removes a file; one that is not there is no error.</summary>
    void Delete(string name);

    /// <summary>
    /// Takes a folder and a file for this process until disposal, where the store can keep others off, and clears away what a killed process left
    /// half-written of them. An emptied folder goes at disposal.
    /// </summary>
    /// <exception cref="InputException">It cannot be made.</exception>
    /// <exception cref="StoreException">Another process has it.</exception>
    IDisposable Claim(string folder, string file);
}
