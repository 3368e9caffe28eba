using System.Runtime.InteropServices;
using System.Text;
using Honnan.Data;

namespace Honnan.Cluster;

/// <summary>
/// The functions of libmpi that are used, and its handles. MPI fixes the functions and leaves it open what a handle is: in
/// Open MPI the address of an object that the library exports, in MPICH (and its relatives) a number. So the library is
/// asked which it is. Both kinds travel as a machine word: a callee that takes 32 bits of it leaves the rest alone.
/// </summary>
internal sealed unsafe class MpiLibrary
{
    /// <summary>The environment variable that names the library where it is not found by itself.</summary>
    public const string Variable = "HONNAN_MPI";

    /// <summary>Threads may call, one at a time.</summary>
    public const int Serialised = 2;

    private const string OpenMpiMark = "ompi_mpi_comm_world";
    private const int LongestVersion = 8192; // MPICH's; Open MPI's is shorter
    private static readonly string[] OpenMpiNames = ["libmpi.so.40", "libmpi.so.80"];
    private static readonly string[] MpichNames = ["libmpich.so.12", "libmpi.so.12", "libmpich.so.13"];

    private readonly nint _library;

    private MpiLibrary(nint library)
    {
        _library = library;
        InitThread = (delegate* unmanaged<nint, nint, int, int*, int>)Export("MPI_Init_thread");
        CommRank = (delegate* unmanaged<nint, int*, int>)Export("MPI_Comm_rank");
        CommSize = (delegate* unmanaged<nint, int*, int>)Export("MPI_Comm_size");
        Iallreduce = (delegate* unmanaged<nint, nint, int, nint, nint, nint, nint*, int>)Export("MPI_Iallreduce");
        Ibcast = (delegate* unmanaged<nint, int, nint, int, nint, nint*, int>)Export("MPI_Ibcast");
        Test = (delegate* unmanaged<nint*, int*, nint, int>)Export("MPI_Test");
        OpCreate = (delegate* unmanaged<nint, int, nint*, int>)Export("MPI_Op_create");
        Abort = (delegate* unmanaged<nint, int, int>)Export("MPI_Abort");
        Finish = (delegate* unmanaged<int>)Export("MPI_Finalize");
        if (NativeLibrary.TryGetExport(library, OpenMpiMark, out nint world))
        {
            (World, Float, Double, Byte) = (world, Export("ompi_mpi_float"), Export("ompi_mpi_double"), Export("ompi_mpi_byte"));
            (UnsignedShort, Add) = (Export("ompi_mpi_unsigned_short"), Export("ompi_mpi_op_sum"));
            (InPlace, IgnoredStatus) = (1, 0);
        }
        else
        {
            (World, Float, Double, Byte) = (0x44000000, 0x4c00040a, 0x4c00080b, 0x4c00010d);
            (UnsignedShort, Add) = (0x4c000204, 0x58000003);
            (InPlace, IgnoredStatus) = (-1, 1);
        }
    }

    /// <summary>Held while a function is called, from <see cref="Iallreduce"/> on: threads take turns.</summary>
    public Lock Gate { get; } = new();

    /// <summary>MPI_COMM_WORLD.</summary>
    public nint World { get; }

    /// <summary>MPI_FLOAT.</summary>
    public nint Float { get; }

    /// <summary>MPI_DOUBLE.</summary>
    public nint Double { get; }

    /// <summary>MPI_BYTE.</summary>
    public nint Byte { get; }

    /// <summary>MPI_UNSIGNED_SHORT.</summary>
    public nint UnsignedShort { get; }

    /// <summary>MPI_SUM.</summary>
    public nint Add { get; }

    /// <summary>MPI_IN_PLACE: what is sent lies where the result goes.</summary>
    public nint InPlace { get; }

    /// <summary>MPI_STATUS_IGNORE.</summary>
    public nint IgnoredStatus { get; }

    /// <summary>int MPI_Init_thread(int *argc, char ***argv, int required, int *provided).</summary>
    public delegate* unmanaged<nint, nint, int, int*, int> InitThread { get; }

    /// <summary>int MPI_Comm_rank(MPI_Comm comm, int *rank).</summary>
    public delegate* unmanaged<nint, int*, int> CommRank { get; }

    /// <summary>int MPI_Comm_size(MPI_Comm comm, int *size).</summary>
    public delegate* unmanaged<nint, int*, int> CommSize { get; }

    /// <summary>int MPI_Iallreduce(const void *sendbuf, void *recvbuf, int count, MPI_Datatype type, MPI_Op op, MPI_Comm comm, MPI_Request *request).</summary>
    public delegate* unmanaged<nint, nint, int, nint, nint, nint, nint*, int> Iallreduce { get; }

    /// <summary>int MPI_Ibcast(void *buffer, int count, MPI_Datatype type, int root, MPI_Comm comm, MPI_Request *request).</summary>
    public delegate* unmanaged<nint, int, nint, int, nint, nint*, int> Ibcast { get; }

    /// <summary>int MPI_Test(MPI_Request *request, int *flag, MPI_Status *status).</summary>
    public delegate* unmanaged<nint*, int*, nint, int> Test { get; }

    /// <summary>int MPI_Op_create(MPI_User_function *function, int commute, MPI_Op *op).</summary>
    public delegate* unmanaged<nint, int, nint*, int> OpCreate { get; }

    /// <summary>int MPI_Abort(MPI_Comm comm, int code).</summary>
    public delegate* unmanaged<nint, int, int> Abort { get; }

    /// <summary>int MPI_Finalize(void).</summary>
    public delegate* unmanaged<int> Finish { get; }

    /// <summary>What the library calls itself, in one line; may be asked before MPI begins.</summary>
    public string Version
    {
        get
        {
            byte[] text = new byte[LongestVersion];
            int length = 0;
            fixed (byte* first = text)
            {
                ((delegate* unmanaged<byte*, int*, int>)Export("MPI_Get_library_version"))(first, &length);
            }

            return Encoding.UTF8.GetString(text, 0, length).Split('\n')[0].TrimEnd('\0', ' ');
        }
    }

    /// <summary>Loads the library that a launcher belongs to.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static MpiLibrary Load(Launch launch)
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        string[] names = named is { Length: > 0 } ? [named] : launch.OfOpenMpi ? OpenMpiNames : launch.ByPmix ? [.. OpenMpiNames, .. MpichNames] : [.. MpichNames, .. OpenMpiNames];
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
            {
                return new MpiLibrary(library);
            }
        }

        throw new InputException(launch.OfOpenMpi
            ? $"mpirun started this process, but {string.Join(" or ", names)} is not found; on Debian it is in the package libopenmpi3 (the variable {Variable} names another)"
            : $"a launcher started this process as rank {launch.Rank}, but none of {string.Join(", ", names)} is found; on Debian they are in the packages libmpich12 and libopenmpi3 (the variable {Variable} names another)");
    }

    private nint Export(string name) => NativeLibrary.TryGetExport(_library, name, out nint address)
        ? address
        : throw new InputException($"the MPI library has no '{name}': MPI 3.0 or later is needed");
}
