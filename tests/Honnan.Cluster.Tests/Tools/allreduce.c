// Seconds of a blocking MPI_Allreduce of so many float32 numbers in place, a line a round: what the exchange of gradients
// is held against. allreduce ROUNDS NUMBERS
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc != 3)
    {
        fprintf(stderr, "allreduce ROUNDS NUMBERS\n");
        return 2;
    }

    MPI_Init(&argc, &argv);
    int rounds = atoi(argv[1]);
    int count = atoi(argv[2]);
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    float *numbers = calloc(count, sizeof *numbers);
    if (numbers == NULL)
    {
        MPI_Abort(MPI_COMM_WORLD, 1);
    }

    // The first round is one to warm up with.
    for (int round = 0; round <= rounds; round++)
    {
        MPI_Barrier(MPI_COMM_WORLD);
        double begin = MPI_Wtime();
        MPI_Allreduce(MPI_IN_PLACE, numbers, count, MPI_FLOAT, MPI_SUM, MPI_COMM_WORLD);
        MPI_Barrier(MPI_COMM_WORLD);
        if (round > 0 && rank == 0)
        {
            printf("%.6f\n", MPI_Wtime() - begin);
        }
    }

    MPI_Finalize();
    free(numbers);
    return 0;
}
